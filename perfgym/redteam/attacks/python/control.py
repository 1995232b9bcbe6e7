# class: E
# tries: nothing; the reference, by way of what attacks use, has to be accepted before and after them
# expect: ACCEPTED
# stopped by: nothing, as there is nothing to be stopped
rt_solve()
