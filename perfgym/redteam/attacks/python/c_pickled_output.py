# class: C
# tries: to answer with a pickle that runs code where it is loaded
# expect: WRONG_OUTPUT
# stopped by: outputs are compared as bytes and numbers and never loaded
import pickle


class Trap:
    def __reduce__(self):
        return exec, ("open('@SPOOL@/rt_owned', 'w').close()",)


trap = pickle.dumps(Trap(), protocol=0)
length = len(rt_answer())
rt_put((trap * (length // len(trap) + 1))[:length] if length > len(trap) else trap)
