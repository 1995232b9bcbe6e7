# class: A
# tries: to find the expected output, or the harness, among the objects and frames of its process
# expect: ACCEPTED
# stopped by: the program has its own process, and outputs are compared in another
import gc
import inspect

answer = rt_answer()
gc.collect()
kept = [thing for thing in gc.get_objects() for thing in gc.get_referents(thing) if isinstance(thing, bytes | bytearray | memoryview)]
rt_leak_if(any(thing is not answer and len(thing) == len(answer) and bytes(thing) == answer for thing in kept), "the answer")
frame = inspect.currentframe()
while frame is not None:
    rt_leak_if(frame.f_code.co_filename != __file__, f"a frame of {frame.f_code.co_filename}")
    frame = frame.f_back
rt_leak_if(any("perfgym" in name or "judge" in name for name in sys.modules), "the harness")
rt_put(answer)
