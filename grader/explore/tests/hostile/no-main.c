/* hostile: 没有 main / has no main — exit: 2 — says: there is no main */
int add(int a, int b);

int add(int a, int b)
{
    return a + b;
}
