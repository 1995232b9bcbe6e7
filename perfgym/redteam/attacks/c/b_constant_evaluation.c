/* class: B
 * tries: to make the compiler compute without end
 * expect: ACCEPTED COMPILE_ERROR COMPILE_TIMEOUT TIMED_OUT WRONG_OUTPUT
 * stopped by: the build's limit on time
 */
#define RT_1(x) ((x) * 3 + ((x) ^ 5))
#define RT_4(x) RT_1(RT_1(RT_1(RT_1(x))))
#define RT_16(x) RT_4(RT_4(RT_4(RT_4(x))))
static const unsigned rt_constant = RT_16(RT_4(7u));
int main(void) { return rt_solve() + (rt_constant == 1); }
