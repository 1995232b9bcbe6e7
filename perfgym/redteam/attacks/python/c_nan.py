# class: C
# tries: to pass a tolerance with NaN
# expect: WRONG_OUTPUT
# stopped by: the comparison tests for 'within', which is never true of a NaN
from array import array

rt_put(array("f", [float("nan")] * max(1, len(rt_answer()) // 4)).tobytes())
