# tests.mk - placeholder replaced below
