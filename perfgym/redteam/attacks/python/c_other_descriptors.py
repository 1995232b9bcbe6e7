# class: C
# tries: to find the harness's descriptors, and to use them
# expect: ACCEPTED
# stopped by: a program has only descriptors 0, 1 and 2
for descriptor in range(3, 1024):
    rt_works(f"descriptor {descriptor}", os.fstat, descriptor)
sys.stderr.close()
rt_solve()
