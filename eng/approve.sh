#!/usr/bin/env bash
# After a change of the public surface, of a doc comment or of an example in docs/snippets: writes the approved surfaces
# (tests/ReliTalk.Handbook.Tests/Approved), the API reference (docs/api) and the examples in the handbook's pages. Look at git diff, then commit it.
set -euo pipefail
root="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
dotnet build "$root/tools/ReliTalk.Handbook" -c Release -v quiet -nologo -clp:ErrorsOnly
exec dotnet run --no-build -c Release --project "$root/tools/ReliTalk.Handbook" -- "$root"
