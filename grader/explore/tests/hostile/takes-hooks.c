/* hostile: 自己定义钩子 / defines a hook itself — exit: 2 — says: __tsan_write4 */
void __tsan_write4(void *p);

void __tsan_write4(void *p)
{
    (void)p;
}

int main(void)
{
    return 0;
}
