/* Stack distances: a linked list of pages in order of last use; a page that is used moves to the front. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

enum { MOST_USES = 10000000 };

struct page {
    uint32_t id;
    struct page *next;
};

static struct page *recent;

static void read_exactly(void *to, size_t bytes) {
    if (fread(to, 1, bytes, stdin) != bytes) exit(1);
}

static struct page *new_page(uint32_t id) {
    struct page *page = malloc(sizeof *page);
    if (page == NULL) exit(1);
    page->id = id;
    return page;
}

__attribute__((noinline)) /* the same code, whatever it is called from */
static int32_t use(uint32_t id) {
    struct page **link = &recent;
    int32_t distance = 0;
    while (*link != NULL && (*link)->id != id) {
        link = &(*link)->next;
        distance++;
    }
    struct page *page = *link;
    if (page != NULL) {
        *link = page->next;
    } else {
        page = new_page(id);
        distance = -1;
    }
    page->next = recent;
    recent = page;
    return distance;
}

int main(void) {
    int32_t n;
    read_exactly(&n, sizeof n);
    if (n < 1 || n > MOST_USES) return 1;
    for (int32_t i = 0; i < n; i++) {
        uint32_t id;
        read_exactly(&id, sizeof id);
        int32_t distance = use(id);
        if (fwrite(&distance, sizeof distance, 1, stdout) != 1) return 1;
    }
    return fflush(stdout) != 0;
}
