/* class: B
 * tries: to make the compiler build four thousand million functions, below its own limit on depth
 * expect: COMPILE_ERROR COMPILE_TIMEOUT
 * stopped by: the build's limits on memory and time
 */
use std::marker::PhantomData;

struct Left<T>(PhantomData<T>);
struct Right<T>(PhantomData<T>);
trait Tree {
    fn count() -> u64;
}
macro_rules! level {
    ($name:ident below $next:ident) => {
        struct $name<T>(PhantomData<T>);
        impl<T> Tree for $name<T>
        where
            $next<Left<T>>: Tree,
            $next<Right<T>>: Tree,
        {
            #[inline(never)]
            fn count() -> u64 {
                hint::black_box($next::<Left<T>>::count()) ^ hint::black_box($next::<Right<T>>::count())
            }
        }
    };
}
struct L0<T>(PhantomData<T>);
impl<T> Tree for L0<T> {
    #[inline(never)]
    fn count() -> u64 {
        hint::black_box(1)
    }
}
level!(L1 below L0);
level!(L2 below L1);
level!(L3 below L2);
level!(L4 below L3);
level!(L5 below L4);
level!(L6 below L5);
level!(L7 below L6);
level!(L8 below L7);
level!(L9 below L8);
level!(La below L9);
level!(Lb below La);
level!(Lc below Lb);
level!(Ld below Lc);
level!(Le below Ld);
level!(Lf below Le);
level!(Lg below Lf);
level!(Lh below Lg);
level!(Li below Lh);
level!(Lj below Li);
level!(Lk below Lj);
level!(Ll below Lk);
level!(Lm below Ll);
level!(Ln below Lm);
level!(Lo below Ln);
level!(Lp below Lo);
level!(Lq below Lp);
level!(Lr below Lq);
level!(Ls below Lr);
level!(Lt below Ls);
level!(Lu below Lt);
level!(Lv below Lu);
level!(Lw below Lv);
fn main() {
    println!("{}", Lw::<()>::count());
}
