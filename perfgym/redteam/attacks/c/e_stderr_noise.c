/* class: E
 * tries: to break the reader of its standard error
 * expect: CRASHED
 * stopped by: shown text is decoded leniently, stripped and cut
 */
int main(void) {
    unsigned state = 1;
    static unsigned char noise[1 << 20];
    for (size_t i = 0; i < sizeof noise; i++) {
        state = state * 1664525u + 1013904223u;
        noise[i] = (unsigned char)(state >> 24);
    }
    if (write(2, noise, sizeof noise) < 0) return 1;
    ftruncate(2, 3 << 20);
    return 1;
}
