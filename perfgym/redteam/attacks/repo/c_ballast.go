// class: C
// tries: to have the garbage collector run seldom, by memory that is held and never touched
// expect: ACCEPTED OUT_OF_MEMORY
// stopped by: a peak of memory far above the base's is a suspicion, and a suspicion is not paid
package @PACKAGE@

var ballast = make([]byte, 64<<20)

func init() { ballast = ballast[:len(ballast)-1] }
