/* class: C
 * tries: to write the answer into its input for the next reader
 * expect: ACCEPTED
 * stopped by: the input's descriptor and mount are read-only
 */
int main(void) {
    size_t size;
    char *answer = rt_answer(&size);
    rt_leak_if(write(0, answer, size) > 0);
    rt_leak_if(pwrite(0, answer, size, 0) > 0);
    rt_leak_if(ftruncate(0, 0) == 0);
    rt_leak_if(fallocate(0, FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE, 0, 4096) == 0);
    rt_leak_if(mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED, 0, 0) != MAP_FAILED);
    return rt_put(answer, size);
}
