/* Entities that act tick by tick: each is an object of its own, with a pointer to its kind's function. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

enum { MAX_ENTITIES = 200000, MAX_TICKS = 1000000, KINDS = 6 };

struct entity {
    void (*act)(struct entity *entity, uint32_t tick);
    uint32_t a, b, c;
};

static void read_exactly(void *to, size_t bytes) {
    if (fread(to, 1, bytes, stdin) != bytes) exit(1);
}

static int32_t read_int(int32_t smallest, int32_t largest) {
    int32_t value;
    read_exactly(&value, sizeof value);
    if (value < smallest || value > largest) exit(1);
    return value;
}

static void drift(struct entity *entity, uint32_t tick) {
    (void)tick;
    entity->a += entity->b;
}

static void turn(struct entity *entity, uint32_t tick) {
    entity->a ^= entity->b << tick % 8;
    entity->b += entity->c;
}

static void grow(struct entity *entity, uint32_t tick) {
    entity->a = entity->a * entity->b + entity->c + tick;
}

static void bounce(struct entity *entity, uint32_t tick) {
    (void)tick;
    if ((int32_t)entity->a > (int32_t)entity->c)
        entity->a -= entity->b | 1;
    else
        entity->a += entity->b | 1;
}

static void swap(struct entity *entity, uint32_t tick) {
    uint32_t old = entity->a;
    entity->a = entity->b + tick;
    entity->b = old;
}

static void rotate(struct entity *entity, uint32_t tick) {
    entity->a = (entity->a << 5 | entity->a >> 27) + entity->c;
    entity->b ^= entity->a + tick;
}

static void (*const actions[KINDS])(struct entity *, uint32_t) = {drift, turn, grow, bounce, swap, rotate};

static struct entity *read_entity(void) {
    struct entity *entity = malloc(sizeof *entity);
    if (entity == NULL) exit(1);
    entity->act = actions[read_int(0, KINDS - 1)];
    read_exactly(&entity->a, sizeof entity->a);
    read_exactly(&entity->b, sizeof entity->b);
    read_exactly(&entity->c, sizeof entity->c);
    return entity;
}

__attribute__((noinline)) /* the same code, whatever it is called from */
static void act(struct entity **entities, int32_t n, uint32_t tick) {
    for (int32_t i = 0; i < n; i++) entities[i]->act(entities[i], tick);
}

int main(void) {
    int32_t n = read_int(0, MAX_ENTITIES), ticks = read_int(0, MAX_TICKS);
    struct entity **entities = malloc((size_t)n * sizeof *entities);
    if (entities == NULL) return 1;
    for (int32_t i = 0; i < n; i++) entities[i] = read_entity();
    for (int32_t tick = 0; tick < ticks; tick++) act(entities, n, (uint32_t)tick);
    for (int32_t i = 0; i < n; i++) {
        uint32_t numbers[2] = {entities[i]->a, entities[i]->b};
        if (fwrite(numbers, sizeof numbers, 1, stdout) != 1) return 1;
    }
    return fflush(stdout) != 0;
}
