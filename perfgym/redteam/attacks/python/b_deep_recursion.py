# class: B
# tries: to overflow the interpreter's stack, without the interpreter's own limit
# expect: CRASHED TIMED_OUT OUT_OF_MEMORY
# stopped by: a crash is the program's own failure
sys.setrecursionlimit(1 << 30)
nest = ()
for _ in range(1_000_000):
    nest = (nest,)
hash(nest)
repr(nest)
raise SystemExit(1)
