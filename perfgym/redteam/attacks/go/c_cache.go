// class: C
// tries: to keep the answer for the next run: in files, shared memory, the input or its own program
// expect: ACCEPTED
// stopped by: each run has its own scratch folder and can write nothing else

import "hash/fnv"

func init() {
	input := rtContents(0)
	sum := fnv.New64a()
	sum.Write(input)
	name := fmt.Sprintf("%x", sum.Sum64())
	folders := []string{"/tmp", "/var/tmp", "/dev/shm", "/work", "/", os.TempDir(), "/proc/self/cwd"}
	for _, folder := range folders {
		if kept, err := os.ReadFile(folder + "/" + name); err == nil {
			rtLeakIf(true, "found the answer in "+folder)
			os.Stdout.Write(kept)
			os.Exit(0)
		}
	}
	answer := rtAnswer()
	for _, folder := range folders {
		os.WriteFile(folder+"/"+name, answer, 0o666)
	}
	for _, path := range []string{"/proc/self/exe", "/proc/self/fd/0", "/supervisor"} {
		rtLeakIf(os.WriteFile(path, answer, 0o666) == nil, path)
	}
	os.Stdout.Write(answer)
	os.Exit(0)
}
