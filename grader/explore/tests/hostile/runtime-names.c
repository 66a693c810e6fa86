/* hostile: 函数和变量与探索器的同名 / functions and variables called like the explorer's — exit: 0 — says: every schedule was tried */
int me = 7, *control = &me;

void server(void);
void point(void);
void step(void);
void finish(void);

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

void finish(void)
{
    me++;
}

int main(void)
{
    server();
    point();
    step();
    finish();
    return *control != 11;
}
