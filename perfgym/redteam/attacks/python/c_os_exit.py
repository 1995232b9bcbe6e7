# class: C
# tries: to be given the cost of an interpreter's end that it does not pay
# expect: ACCEPTED
# stopped by: what is subtracted is the cost of the cheapest of several programs that do nothing
rt_solve()
os._exit(0)
