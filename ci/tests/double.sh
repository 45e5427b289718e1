#!/bin/sh
# Stands in for `consentinel`: notes its arguments, writes what it is told to, and leaves with the code that it is given.
printf '%s\0' "$@" >"$DOUBLE_ARGUMENTS"
while [ $# -gt 0 ] && [ "$1" != -- ]; do
  if [ "$1" = --write ] && [ "${DOUBLE_WRITES:-}" != nothing ]; then
    format=${2%%=*}
    file=${2#*=}
    mkdir -p "$(dirname "$file")"
    case $format in
      json) printf '%s' "$DOUBLE_REPORT" ;;
      sarif) printf '{"runs": [{"invocations": [{"toolExecutionNotifications": [%s]}]}]}' "${DOUBLE_NOTIFIES:-}" ;;
      *) printf 'this is %s\n' "$format" ;;
    esac >"$file"
  fi
  shift
done
printf '%s' "${DOUBLE_SAYS:-}"
exit "${DOUBLE_CODE:-0}"
