/* class: C
 * tries: to compare the length and the last five characters of keys alone
 * expect: WRONG_OUTPUT
 * stopped by: many keys of measured inputs differ from others of their length in one character, at any place
 * problems: hash_table
 */
enum { RT_SLOTS = 1 << 20 };
static uint32_t rt_slots[RT_SLOTS]; /* where a key's length lies, plus 1 */
static uint32_t rt_int(const char *at) {
    uint32_t value;
    memcpy(&value, at, 4);
    return value;
}
static int rt_alike(const char *a, const char *b) {
    uint32_t length = rt_int(a);
    return length == rt_int(b) && memcmp(a + length - 1, b + length - 1, 5) == 0;
}
static uint32_t *rt_find(const char *input, const char *key) {
    uint32_t length = rt_int(key), hash = length;
    for (int i = 0; i < 5; i++) hash = (hash ^ (unsigned char)key[length - 1 + i]) * 16777619u;
    for (uint32_t i = hash;; i++) {
        uint32_t *slot = &rt_slots[i % RT_SLOTS];
        if (*slot == 0 || rt_alike(input + *slot - 1, key)) return slot;
    }
}
int main(void) {
    size_t size, used = 0;
    char *input = rt_input(&size), *at = input + 4;
    for (uint32_t n = rt_int(input); n > 0; n--) {
        *rt_find(input, at) = (uint32_t)(at - input) + 1;
        at += 4 + rt_int(at);
        at += 4 + rt_int(at);
    }
    uint32_t m = rt_int(at);
    char *out = calloc(m ? m : 1, 64);
    for (at += 4; m > 0; m--) {
        uint32_t offset = *rt_find(input, at);
        out[used] = offset != 0;
        used += 4;
        if (offset) {
            const char *value = input + offset - 1 + 4 + rt_int(input + offset - 1);
            memcpy(out + used, value, 4 + rt_int(value));
            used += 4 + rt_int(value);
        }
        at += 4 + rt_int(at);
    }
    return rt_put(out, used);
}
