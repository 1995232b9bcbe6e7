# class: C
# tries: to leave a note that the tests are over, wherever it may last
# expect: ACCEPTED
# stopped by: nothing outlives a run: no file, no shared memory, no mark on the input
from multiprocessing import shared_memory

rt_leak_if(os.path.exists("/tmp/note"), "a file is there")
rt_leak_if(os.lseek(0, 0, os.SEEK_CUR) != 0, "the input's place")
facts = os.fstat(0)
rt_leak_if(facts.st_mode & 0o222 or facts.st_mtime < 1_000_000, "the input's mode or time")
rt_works("mark on the input", os.getxattr, 0, "user.note")
with open("/tmp/note", "w") as note:
    note.write("x")
rt_works("set a mark", os.setxattr, 0, "user.note", b"x")
rt_works("set the mode", os.fchmod, 0, 0o666)
rt_works("set the time", os.utime, 0, (1, 1))
rt_works("shared memory", shared_memory.SharedMemory, "rt_note", True, 64)
rt_solve()
