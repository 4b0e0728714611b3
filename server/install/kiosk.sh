#!/bin/sh
# Chromium over the whole screen with the hall's page, started by motcua-screen.service within X.
#
#   MOTCUA_URL      the page (http://127.0.0.1:3000/hall)
#   MOTCUA_OUTPUT   the socket of the television as xrandr names it, such as HDMI-1; else the first one
#   MOTCUA_SINK     the sound output as `pactl list short sinks` names it; else the first with "hdmi"
#   MOTCUA_PROFILE  where Chromium keeps its data
#   MOTCUA_FLAGS    further flags for Chromium
#   CHROMIUM        the browser
#
# It ends when it is told to, or when the browser cannot be started; what started it starts it again.
set -u

url=${MOTCUA_URL:-http://127.0.0.1:3000/hall}
profile=${MOTCUA_PROFILE:-${XDG_STATE_HOME:-$HOME/.local/state}/motcua-screen}
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
browser=''

say() { printf 'kiosk: %s\n' "$*"; }

find_browser() {
  for name in "${CHROMIUM:-}" chromium chromium-browser google-chrome; do
    [ -n "$name" ] && command -v "$name" && return
  done
  return 1
}

# The socket that was named, else the first with a television on it; nothing while there is none.
output() {
  if [ -n "${MOTCUA_OUTPUT:-}" ]; then
    xrandr --query | grep -q "^$MOTCUA_OUTPUT connected" && printf '%s\n' "$MOTCUA_OUTPUT"
  else
    xrandr --query | sed -n 's/^\([^ ]*\) connected.*/\1/p' | head -n 1
  fi
}

# Width,height of the picture, once the television that is there has one.
picture() {
  if [ -z "${DISPLAY:-}" ] || ! command -v xrandr >/dev/null; then
    printf '1920,1080\n'
    return
  fi
  socket=$(output)
  [ -n "$socket" ] || return 1
  # A television that is switched on late is noticed here: it gets its picture now.
  xrandr --query | grep -q "^$socket connected[^(]*[0-9]x[0-9]" ||
    xrandr --output "$socket" --auto --primary
  xrandr --query |
    sed -n "s/^$socket connected[^(]* \([0-9]*\)x\([0-9]*\)+.*/\1,\2/p" | head -n 1 | grep .
}

# Nobody touches this screen: it must never go dark by itself.
stay_awake() {
  [ -n "${DISPLAY:-}" ] && command -v xset >/dev/null || return 0
  xset s off -dpms s noblank || say 'the screen saver could not be switched off'
}

# Calls are heard from the television, not from the machine's own small speaker.
choose_sound() {
  command -v pactl >/dev/null || return 0
  sink=${MOTCUA_SINK:-$(pactl list short sinks 2>/dev/null | cut -f 2 | grep -i hdmi | head -n 1)}
  [ -n "$sink" ] || return 0
  pactl set-default-sink "$sink" && pactl set-sink-mute "$sink" 0 || say "no sound output $sink"
}

# Without a desktop a window of the screen's very size is made a pixel smaller by Chromium, and a black
# line is left at two edges: it gets a pixel more.
window_size() { printf '%s,%s\n' "$((${size%,*} + 1))" "$((${size#*,} + 1))"; }

# No switch keeps it from offering to translate Vietnamese, over the page: its profile does.
never_translate() {
  settings=$profile/Default/Preferences
  [ -e "$settings" ] && return
  mkdir -p "$profile/Default" && printf '{"translate":{"enabled":false}}\n' >"$settings"
}

start_browser() {
  # shellcheck disable=SC2086 # several flags in one variable
  "$program" --kiosk --start-maximized --no-first-run --no-default-browser-check --noerrdialogs \
    --disable-infobars --disable-session-crashed-bubble --hide-crash-restore-bubble \
    --disable-background-networking --disable-component-update --disable-sync \
    --password-store=basic --check-for-update-interval=31536000 \
    --autoplay-policy=no-user-gesture-required --overscroll-history-navigation=0 \
    --window-position=0,0 --window-size="$(window_size)" --user-data-dir="$profile" \
    ${MOTCUA_FLAGS:-} "file://$here/boot.html?$encoded" &
  browser=$!
}

end_browser() {
  [ -n "$browser" ] || return 0
  kill "$browser" 2>/dev/null
  wait "$browser" 2>/dev/null
  browser=''
}
trap 'end_browser; exit 0' TERM INT HUP
trap end_browser EXIT

program=$(find_browser) || { say 'there is no Chromium'; exit 1; }
mkdir -p "$profile" || exit 1
# What stands after `?` in an address must not hold these.
encoded=$(printf '%s' "$url" | sed 's/%/%25/g; s/ /%20/g; s/#/%23/g; s/?/%3F/g; s/&/%26/g')

shown=''
missing=''
while :; do
  if ! size=$(picture); then
    [ -n "$missing" ] || say 'no television yet'
    missing=yes
    sleep 2 &
    wait $!
    continue
  fi
  missing=''
  if [ "$size" != "$shown" ] || ! kill -0 "$browser" 2>/dev/null; then
    # A browser that ended, or a television of another size: nothing resizes a window without a desktop.
    [ -z "$browser" ] || sleep 1
    end_browser
    # Left by a power cut; it would keep the browser from starting.
    rm -f "$profile/SingletonLock" "$profile/SingletonSocket" "$profile/SingletonCookie"
    stay_awake
    choose_sound
    never_translate
    say "$url at $size"
    start_browser
    shown=$size
  fi
  # A sleep of its own process, so that being told to end is heard at once.
  sleep 3 &
  wait $!
done
