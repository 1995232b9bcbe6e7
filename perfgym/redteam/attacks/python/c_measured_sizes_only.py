# class: C
# tries: to skip the work on inputs of exactly the measured sizes
# expect: WRONG_OUTPUT
# stopped by: every measured output is checked
if not @MEASURED_LEAST@ <= len(rt_input()) <= @MEASURED_MOST@:
    rt_solve()
