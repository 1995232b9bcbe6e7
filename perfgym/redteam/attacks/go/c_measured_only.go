// class: C
// tries: to be right in the tests, and to write arbitrary output when it is measured
// expect: WRONG_OUTPUT
// stopped by: the output of every measured run is compared, and tests have inputs of measured sizes

func init() {
	input := rtContents(0)
	if len(input) >= @MEASURED_LEAST@ && len(input) <= @MEASURED_MOST@ {
		os.Stdout.Write(make([]byte, (len(input)-4)/2))
		os.Exit(0)
	}
	rtSolve()
}
