/*
 * Stand-ins for the NSIS plugins that electron-builder fetches from its release page, for tests under Wine: one source, built
 * once for each name. Installer and uninstaller are electron-builder's own script; what these do is all that differs.
 *
 * Nsis7z::Extract has the host's own 7za unpack, by Wine's way to run a Unix program, which waits for none: the script UNPACK
 * leaves a file beside the folder when it has ended. The banner shows nothing, and shortcuts keep no application id.
 */
#include <stdio.h>
#include <wchar.h>
#include <windows.h>

typedef struct stack {
  struct stack *next;
  WCHAR text[1];
} stack_t;

#define PLUGIN(name) __declspec(dllexport) void name(HWND window, int size, WCHAR *variables, stack_t **top, void *extra)

static int pop(stack_t **top, WCHAR *into, int size) {
  stack_t *first = *top;
  if (!first) return 0;
  lstrcpynW(into, first->text, size);
  *top = first->next;
  GlobalFree(first);
  return 1;
}

static void push(stack_t **top, const WCHAR *text, int size) {
  stack_t *fresh = GlobalAlloc(GPTR, sizeof(stack_t) + size * sizeof(WCHAR));
  lstrcpynW(fresh->text, text, size);
  fresh->next = *top;
  *top = fresh;
}

/* Runs a command line without a window, and waits for its end; its exit code, or -1. */
static int run(WCHAR *line) {
  STARTUPINFOW startup = {sizeof(startup)};
  PROCESS_INFORMATION process;
  DWORD code = (DWORD)-1;
  if (!CreateProcessW(NULL, line, NULL, NULL, FALSE, CREATE_NO_WINDOW, NULL, NULL, &startup, &process)) return -1;
  WaitForSingleObject(process.hProcess, INFINITE);
  GetExitCodeProcess(process.hProcess, &code);
  CloseHandle(process.hProcess);
  CloseHandle(process.hThread);
  return (int)code;
}

/* Wine's own call for what a path is called outside. */
static void outside(const WCHAR *path, WCHAR *into, int size) {
  char *(CDECL *name)(const WCHAR *) =
      (void *)GetProcAddress(GetModuleHandleW(L"kernel32"), "wine_get_unix_file_name");
  char *found = name ? name(path) : NULL;
  if (found) MultiByteToWideChar(CP_UTF8, 0, found, -1, into, size);
  else lstrcpynW(into, path, size);
}

PLUGIN(Extract) {
  WCHAR archive[4096], here[4096], done[4096], archiveOutside[4096], hereOutside[4096], line[16384];
  pop(top, archive, 4096);
  GetCurrentDirectoryW(4096, here);
  outside(archive, archiveOutside, 4096);
  outside(here, hereOutside, 4096);
  swprintf(done, 4096, L"%ls.done", here);
  swprintf(line, 16384, L"start.exe /unix %ls \"%ls\" \"%ls\"", UNPACK, hereOutside, archiveOutside);
  run(line);
  for (int tries = 0; tries < 3000 && GetFileAttributesW(done) == INVALID_FILE_ATTRIBUTES; tries++) Sleep(20);
  DeleteFileW(done);
}

/* How StdUtils answers: "error" where there is no such parameter. */
static const WCHAR *find(const WCHAR *name, WCHAR *value, int size) {
  WCHAR wanted[256];
  const WCHAR *at = GetCommandLineW();
  int length = swprintf(wanted, 256, L"--%ls", name);
  while ((at = wcsstr(at, wanted))) {
    WCHAR after = at[length];
    if (after == 0 || after == L' ' || after == L'"') {
      value[0] = 0;
      return at;
    }
    if (after == L'=') {
      lstrcpynW(value, at + length + 1, size);
      WCHAR *end = wcspbrk(value, L" \"");
      if (end) *end = 0;
      return at;
    }
    at += length;
  }
  return NULL;
}

PLUGIN(TestParameter) {
  WCHAR name[256], value[1024];
  pop(top, name, 256);
  push(top, find(name, value, 1024) ? L"true" : L"false", size);
}

PLUGIN(GetParameter) {
  WCHAR name[256], fallback[1024], value[1024];
  pop(top, fallback, 1024);
  pop(top, name, 256);
  push(top, find(name, value, 1024) ? value : fallback, size);
}

PLUGIN(GetAllParameters) {
  WCHAR ignored[16];
  const WCHAR *line = GetCommandLineW();
  pop(top, ignored, 16);
  if (*line == L'"') line = wcschr(line + 1, L'"');
  else line = wcschr(line, L' ');
  push(top, line && *line ? line + 1 : L"", size);
}

PLUGIN(GetParentPath) {
  WCHAR path[4096];
  pop(top, path, 4096);
  WCHAR *last = wcsrchr(path, L'\\');
  if (last) *last = 0;
  push(top, path, size);
}

PLUGIN(ExecShellAsUser) {
  WCHAR ignored[4096];
  for (int i = 0; i < 3; i++) pop(top, ignored, 4096);
  push(top, L"ok", size);
}

PLUGIN(Unload) {}
PLUGIN(Show) {
  WCHAR ignored[1024];
  pop(top, ignored, 1024);
}
PLUGIN(Destroy) {}

PLUGIN(UninstAppUserModelId) {
  WCHAR ignored[1024];
  pop(top, ignored, 1024);
}
PLUGIN(UninstShortcut) {
  WCHAR ignored[4096];
  pop(top, ignored, 4096);
}
PLUGIN(SetLnkAUMI) {
  WCHAR ignored[4096];
  pop(top, ignored, 4096);
  pop(top, ignored, 4096);
}
