@echo off
rem Opens the page that prints (Windows, Chrome or Edge): slips go straight to this computer's default printer.
rem
rem   print-page.cmd http://192.168.1.10:3000
rem
rem Put a shortcut with that address into shell:startup. The browser keeps a profile of its own, so that the switch
rem counts also while another window of it is open.
setlocal
set "server=%~1"
if "%server%"=="" (
  echo print-page: name the server, such as http://192.168.1.10:3000
  exit /b 2
)
set "browser=%ProgramFiles%\Google\Chrome\Application\chrome.exe"
if not exist "%browser%" set "browser=%ProgramFiles(x86)%\Microsoft\Edge\Application\msedge.exe"
if not exist "%browser%" (
  echo print-page: there is neither Chrome nor Edge
  exit /b 1
)
start "" "%browser%" --kiosk-printing --user-data-dir="%LOCALAPPDATA%\motcua-print" --no-first-run ^
  --no-default-browser-check --disable-backgrounding-occluded-windows --disable-renderer-backgrounding ^
  --disable-background-timer-throttling --app="%server%/print?straight"
