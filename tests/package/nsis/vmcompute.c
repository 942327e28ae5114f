// Windows' own of what dockerd asks of the Host Network Service at its start, with an answer that says: no networks yet.
#include <windows.h>
#include <objbase.h>
__declspec(dllexport) HRESULT WINAPI HNSCall(const WCHAR *method, const WCHAR *path, const WCHAR *object, WCHAR **response) {
  const WCHAR *none = L"{\"Success\":true,\"Output\":[]}";
  *response = CoTaskMemAlloc((lstrlenW(none) + 1) * sizeof(WCHAR));
  lstrcpyW(*response, none);
  return S_OK;
}
