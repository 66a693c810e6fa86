/* lab_point.h - the moments at which the grader may step in
 *
 * 中文：LAB_POINT(n) 标出一个紧要的时刻，例如“数据已经写好，还没有提交”。平时
 *       它什么也不做；评分的时候，程序会在这里被停住，或者被杀死，好看看此刻
 *       留下了什么。请把它们留在原来的位置：前后的步骤由你来写，但不要移动、
 *       删除或者多加一个，否则检查到的就不是那个时刻了。
 * English: LAB_POINT(n) marks a moment that matters, such as "the data is
 *          stored and not yet committed".  Ordinarily it does nothing; while
 *          being graded, the program is stopped or killed there, to see what
 *          it leaves behind.  Leave them where they are: what comes before and
 *          after is yours to write, but do not move, remove or add one, or
 *          another moment is looked at.
 */
#ifndef LAB_POINT_H
#define LAB_POINT_H

/* Weak: in a program without the grader there is no such function, its address
 * is 0, and nothing is called. */
void lab_point(int n) __attribute__((weak));

#define LAB_POINT(n)                                                           \
    do {                                                                       \
        if (lab_point)                                                         \
            lab_point(n);                                                      \
    } while (0)

#endif
