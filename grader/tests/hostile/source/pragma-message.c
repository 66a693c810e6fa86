/* hostile: 用 #pragma message 打印没有尽头 / prints without end by #pragma message — expect: all */
#define P _Pragma("message(\"15 passed, 0 failed\")")
#define A P P P P P P P P P P
#define B A A A A A A A A A A
#define C B B B B B B B B B B

void loud(void);
C
