@echo off
rem Runs the Maven that .mvn\wrapper\maven-wrapper.properties pins, in this project, wherever it is called from; with
rem -f or --file it builds what that names, seen from where it is called. The Maven comes from
rem %USERPROFILE%\.m2\wrapper\dists; when it is not there yet, from distributionUrl, and its SHA-512 is checked.
rem Needs a JDK 17 or newer, no more. The same as mvnw, but for the way through an installed mvn.
setlocal enableextensions

set "project=%~dp0"
set "wrapper=%project%.mvn\wrapper"
for /f "usebackq eol=# tokens=1,* delims==" %%a in ("%wrapper%\maven-wrapper.properties") do set "wrapper.%%a=%%b"
if not defined wrapper.version goto settings
if not defined wrapper.distributionUrl goto settings
if not defined wrapper.distributionSha512Sum goto settings

set "java=java"
set "jar=jar"
if defined JAVA_HOME set "java=%JAVA_HOME%\bin\java.exe"
if defined JAVA_HOME set "jar=%JAVA_HOME%\bin\jar.exe"
"%java%" -version >nul 2>&1 || goto jdk

set "dists=%USERPROFILE%\.m2\wrapper\dists"
if defined MAVEN_USER_HOME set "dists=%MAVEN_USER_HOME%\wrapper\dists"
set "name=apache-maven-%wrapper.version%"
set "maven=%dists%\%name%-%wrapper.distributionSha512Sum:~0,16%"
if exist "%maven%\bin\mvn.cmd" goto run

echo mvnw: getting Maven %wrapper.version% (once) into %maven% 1>&2
set "work=%dists%\tmp.%RANDOM%%RANDOM%"
mkdir "%work%" || exit /b 1
"%java%" "%wrapper%\Fetch.java" download "%wrapper.distributionUrl%" "%work%\%name%-bin.zip" || goto failed
"%java%" "%wrapper%\Fetch.java" verify "%work%\%name%-bin.zip" "%wrapper.distributionSha512Sum%" || goto failed
pushd "%work%" || goto failed
"%jar%" xf "%name%-bin.zip" || (popd & goto failed)
popd
rem Another mvnw may have been faster; its copy is as good.
if not exist "%maven%" move "%work%\%name%" "%maven%" >nul || goto failed
rmdir /s /q "%work%"

:run
set "named="
for %%a in (%*) do (
    if "%%~a"=="-f" set "named=1"
    if "%%~a"=="--file" set "named=1"
)
if not defined named cd /d "%project%"
call "%maven%\bin\mvn.cmd" %*
exit /b %ERRORLEVEL%

:settings
echo mvnw: %wrapper%\maven-wrapper.properties must set version, distributionUrl and distributionSha512Sum 1>&2
exit /b 1

:jdk
echo mvnw: no Java that runs: install a JDK 17 or newer and put it on PATH or in JAVA_HOME 1>&2
exit /b 1

:failed
rmdir /s /q "%work%"
echo mvnw: cannot get Maven %wrapper.version%. Install any Maven 3.8.6 or newer and use mvn in place of mvnw 1>&2
exit /b 1
