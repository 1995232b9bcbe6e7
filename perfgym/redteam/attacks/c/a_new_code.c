/* class: A
 * tries: to make memory executable that holds, or can get, code which the build did not make
 * expect: ACCEPTED
 * stopped by: the seccomp filter refuses each call that makes memory executable
 */
static int rt_maps(unsigned long protection, unsigned long flags) {
    return syscall(SYS_mmap, NULL, 4096, protection, flags, -1, 0) != -1;
}
static void rt_change(void *address) {
    char *page = (char *)((uintptr_t)address & -(uintptr_t)4096);
    const int rights[] = {PROT_EXEC, PROT_READ | PROT_EXEC, PROT_READ | PROT_WRITE | PROT_EXEC};
    for (int i = 0; i < 3; i++) {
        rt_leak_if(mprotect(page, 4096, rights[i]) == 0);
        rt_leak_if(syscall(SYS_mprotect, page, 4096, rights[i] | 1ul << 32) == 0);
        rt_leak_if(syscall(SYS_pkey_mprotect, page, 4096, rights[i], -1) == 0);
        rt_leak_if(syscall(SYS_pkey_mprotect, page, 4096, rights[i], 0) == 0);
    }
}
static char rt_data[8192] = "data";
static void *rt_on_a_stack(void *address) { return rt_change(&address), NULL; }
int main(void) {
    pthread_t thread;
    char local, *anonymous = mmap(NULL, 8192, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    for (unsigned long rights = 4; rights < 8; rights++) {
        rt_leak_if(rt_maps(rights, MAP_PRIVATE | MAP_ANONYMOUS) || rt_maps(rights, MAP_SHARED | MAP_ANONYMOUS));
        rt_leak_if(rt_maps(rights | 1ul << 32, MAP_PRIVATE | MAP_ANONYMOUS) || rt_maps(rights, MAP_PRIVATE | MAP_ANONYMOUS | 1ul << 32));
        rt_leak_if(rt_maps(rights | PROT_GROWSDOWN, MAP_PRIVATE | MAP_ANONYMOUS | MAP_GROWSDOWN | MAP_STACK));
    }
    rt_change(anonymous), rt_change(&local), rt_change(rt_data), rt_change(malloc(1 << 20)), rt_change(sbrk(0) - 1);
    rt_change((void *)(uintptr_t)rt_change); /* code that would become writable */
    if (!pthread_create(&thread, NULL, rt_on_a_stack, NULL)) pthread_join(thread, NULL);
    rt_leak_if(syscall(SYS_personality, 0x400000 /* READ_IMPLIES_EXEC */) != -1);
    rt_leak_if(syscall(SYS_remap_file_pages, anonymous, 4096, PROT_EXEC, 0, 0) == 0);
    rt_leak_if(shmget(IPC_PRIVATE, 4096, 0700) != -1);
    rt_leak_if(rt_opens("/proc/self/mem", O_RDWR) || rt_opens("/dev/mem", O_RDWR) || rt_opens("/dev/zero", O_RDWR));
    struct iovec local_part = {rt_data, 4}, code = {(void *)(uintptr_t)rt_change, 4};
    rt_leak_if(process_vm_writev(getpid(), &local_part, 1, &code, 1, 0) > 0);
    rt_leak_if(read(0, (void *)(uintptr_t)rt_change, 4) > 0);
    return rt_solve();
}
