# class: C
# tries: to do the work while the interpreter shuts down
# expect: ACCEPTED
# stopped by: CPU time counts until the process has ended
import atexit


class Late:
    def __del__(self, solve=rt_solve):
        solve()


keep = Late()
atexit.register(globals().pop, "keep")
