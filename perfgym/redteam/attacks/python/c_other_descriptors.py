# class: C
# tries: to find the harness's descriptors, and to talk to it
# expect: ACCEPTED
# stopped by: a program has its three descriptors and no more
for descriptor in range(3, 1024):
    rt_works(f"descriptor {descriptor}", os.fstat, descriptor)
sys.stderr.close()
rt_solve()
