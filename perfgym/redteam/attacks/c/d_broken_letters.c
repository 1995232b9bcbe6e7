/* class: D
 * tries: to write 8 MB of almost valid UTF-8, so that decoding is slow or fails
 * expect: CRASHED
 * stopped by: only a little of standard error is kept, and invalid bytes are replaced
 */
int main(void) {
    static char noise[1 << 20];
    const char *parts[] = {"\xff", "\xc0\x80", "\xed\xa0\x80", "\xf4\x90\x80\x80", "\xe2\x82", "\xf0\x9f", "\x80\x80", "\xed\xbf\xbf"};
    size_t at = 0;
    for (unsigned i = 0; at < sizeof noise - 8; i++) {
        const char *part = parts[i * 7 % 8];
        memcpy(noise + at, part, strlen(part)), at += strlen(part);
    }
    for (int i = 0; i < 8; i++) (void)!write(2, noise, at);
    return 1;
}
