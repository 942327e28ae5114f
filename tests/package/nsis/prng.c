// Windows has it since 10, and Go asks for it; Debian's Wine 8 does not: the same bytes by its older name.
#include <windows.h>
#include <ntsecapi.h>
__declspec(dllexport) BOOL WINAPI ProcessPrng(PBYTE data, SIZE_T size) { return RtlGenRandom(data, size); }
