/* hostile: 函数和变量与探索器的同名 / functions and variables called like the explorer's — lab: sem_lock_ms — expect: all */
#include "sem_lock_ms.h"

int me = 7;
void *control = &me;

void server(void);
void point(void);
void step(void);
void park(void);
void finish(void);
unsigned long mix(unsigned long a, unsigned long b);
int scenario_number(void);
int answer(sem_t *s, int ms);

void server(void)
{
    me++;
}

void point(void)
{
    me++;
}

void step(void)
{
    me++;
}

void park(void)
{
    me++;
}

void finish(void)
{
    me++;
}

unsigned long mix(unsigned long a, unsigned long b)
{
    return a ^ b;
}

int scenario_number(void)
{
    return -1;
}

int sem_lock_ms(sem_t *s, int ms)
{
    server();
    point();
    step();
    park();
    finish();
    me += (int)mix(1, 2) + scenario_number();
    return control == &me ? answer(s, ms) : -1;
}

#define sem_lock_ms answer
