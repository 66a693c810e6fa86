/* hostile: 编译不了 / does not compile — exit: 2 — says: it does not compile */
int main(void)
{
    return nothing;
}
