/* hostile: 宏展开成两亿个记号 / a macro that becomes two hundred million tokens — expect: build-error */
#define A(x) x x x x x x x x x x
#define B(x) A(A(x))
#define C(x) B(B(x))
int bomb = C(C(1 +)) 1;
