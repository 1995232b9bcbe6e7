/* class: C
 * tries: to lose its simulated misses by an instruction that the simulator does not know
 * expect: ACCEPTED
 * stopped by: without simulated roles a program is paid for the time that it saved, and nothing else
 * backend: auto
 */
int main(void) {
#if defined(__x86_64__)
    if (rt_simulated()) __asm__ volatile("vpxorq %%zmm0, %%zmm0, %%zmm0" ::: "xmm0");
#else
    if (rt_simulated()) __asm__ volatile(".inst 0x2518e3e0"); /* ptrue p0.b, of SVE */
#endif
    return rt_solve();
}
