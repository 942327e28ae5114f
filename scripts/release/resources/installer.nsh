# What Berth adds to electron-builder's one-click installer. The uninstaller asks once whether the data stays, has Berth itself
# put away what it set up for this user (docker context, PATH, the machine), and removes what a broken Berth could not.
# Silently (/S), data stays unless --delete-app-data is said.

!macro customHeader
  !ifdef BUILD_UNINSTALLER
    Var deleteData
  !endif
!macroend

# Runs the berth command that is installed, without a window; what it says is of no interest here, nor whether it can.
!macro runBerth ARGUMENTS
  ${if} ${FileExists} "$INSTDIR\resources\bin\berth.cmd"
    nsExec::Exec `"$SYSDIR\cmd.exe" /C ""$INSTDIR\resources\bin\berth.cmd" ${ARGUMENTS}"`
    Pop $R9
  ${endIf}
!macroend

!macro customUnInit
  StrCpy $deleteData "no"
  ${ifNot} ${isUpdated}
    ${GetParameters} $R0
    ClearErrors
    ${GetOptions} $R0 "--delete-app-data" $R1
    ${ifNot} ${Errors}
      StrCpy $deleteData "yes"
    ${else}
      ClearErrors
      ${GetOptions} $R0 "/S" $R1
      # electron-builder has made it silent by now, so /SD must not answer in the user's place.
      ${if} ${Errors}
        MessageBox MB_YESNOCANCEL|MB_ICONQUESTION|MB_DEFBUTTON2 \
          "Delete your containers, images and volumes, too?$\r$\n$\r$\nThey are in $PROFILE\.berth. If you keep them, a later installation finds them again." \
          IDYES deleteThem IDNO keepThem
        Quit
        deleteThem:
        StrCpy $deleteData "yes"
        keepThem:
      ${endIf}
    ${endIf}
    ClearErrors
  ${endIf}
!macroend

!macro customUnInstall
  ${if} ${isUpdated}
    # In order, so that the new version finds a disk at rest.
    !insertmacro runBerth "stop"
  ${else}
    ${if} $deleteData == "yes"
      !insertmacro runBerth "uninstall --yes --delete-data"
      RMDir /r "$PROFILE\.berth"
    ${else}
      !insertmacro runBerth "uninstall --yes --keep-data"
    ${endIf}
    DeleteRegValue HKCU "Software\Microsoft\Windows\CurrentVersion\Run" "${APP_ID}"
    DeleteRegValue HKCU "Software\Microsoft\Windows\CurrentVersion\Run" "electron.app.${PRODUCT_NAME}"
    DeleteRegValue HKCU "Software\Microsoft\Windows\CurrentVersion\Explorer\StartupApproved\Run" "${APP_ID}"
    DeleteRegValue HKCU "Software\Microsoft\Windows\CurrentVersion\Explorer\StartupApproved\Run" "electron.app.${PRODUCT_NAME}"
    DeleteRegKey HKCU "Software\Classes\berth"
    # What the updater kept.
    RMDir /r "$LOCALAPPDATA\${APP_PACKAGE_NAME}-updater"
    RMDir /r "$LOCALAPPDATA\${APP_FILENAME}-updater"
  ${endIf}
!macroend
