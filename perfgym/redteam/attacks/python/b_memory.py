# class: B
# tries: to use all memory, by objects, mappings and NumPy
# expect: CRASHED OUT_OF_MEMORY
# stopped by: the memory limit
import mmap

held = []
for size in (1 << 30, 1 << 24, 1 << 20):
    for _ in range(1 << 12):
        try:
            held.append(bytearray(b"x") * size)
            one = mmap.mmap(-1, size)
            for place in range(0, size, 4096):
                one[place] = 1
            held.append(one)
        except (MemoryError, OSError):
            break
raise MemoryError
