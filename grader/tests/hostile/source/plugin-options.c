/* hostile: 想用 #pragma 把编译选项改掉 / tries to change the options of the compiler by #pragma — expect: all */
#pragma GCC optimize("O3", "no-stack-protector")
#pragma GCC diagnostic ignored "-Wall"
