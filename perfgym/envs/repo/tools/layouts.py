"""Structs of the workspace whose locks and atomics lie within 64 bytes of each other.

The layout stands in a test binary's debugging data (DWARF). A small Go program reads it in the jail, with
Go's own library: the binary is the agent's, and its data can hold anything.
"""

from dataclasses import replace
from typing import Annotated

import msgspec

from perfgym.envs.repo.tools.sampling import Side
from perfgym.envs.repo.workbench import BUILD_TIMEOUT_S, Workbench
from perfgym.errors import HarnessError
from perfgym.languages.archive import BadArchiveError
from perfgym.languages.go_command import RESERVED_BYTES, RUN_ENVIRONMENT
from perfgym.languages.go_module import ModuleBuild
from perfgym.languages.toolchain import static_binary_request
from perfgym.printable import clean_text
from perfgym.repo.evaluation.build import build_limits
from perfgym.repo.workspace.tree import File, Tree
from perfgym.sandbox.request import Limits

__all__ = ["LAYOUT_SOURCE", "shared_lines"]

LAYOUT_SOURCE = "debugging data (DWARF) of the test binary"

_MODULE = "example.org/layout"
_MOST_STRUCTS = 40
_TIMEOUT_S = 20.0
_OUTPUT_BYTES = 1 << 20
_LONGEST_NAME = 200

_PROGRAM = """\
package main

import (
	"bytes"
	"debug/dwarf"
	"debug/elf"
	"encoding/json"
	"io"
	"os"
	"strings"
)

const (
	line        = 64
	mostNesting = 4
	mostFields  = 200
)

type layout struct {
	Struct string           `json:"struct"`
	Bytes  int64            `json:"bytes"`
	Fields map[string]int64 `json:"fields"`
}

type field struct {
	name   string
	offset int64
}

func isHot(t dwarf.Type) bool {
	name := t.Common().Name
	return name == "sync.Mutex" || name == "sync.RWMutex" || name == "sync.WaitGroup" ||
		strings.HasPrefix(name, "sync/atomic.")
}

func hot(t *dwarf.StructType, prefix string, at int64, depth int, found []field) []field {
	for _, f := range t.Field {
		if len(found) >= mostFields {
			break
		}
		if isHot(f.Type) {
			found = append(found, field{prefix + f.Name, at + f.ByteOffset})
		} else if inner, ok := f.Type.(*dwarf.StructType); ok && depth < mostNesting {
			found = hot(inner, prefix+f.Name+".", at+f.ByteOffset, depth+1, found)
		}
	}
	return found
}

func shared(t *dwarf.StructType) *layout {
	found := hot(t, "", 0, 0, nil)
	fields := map[string]int64{}
	for i, f := range found {
		for _, other := range found[i+1:] {
			if distance := other.offset - f.offset; distance < line && distance > -line {
				fields[f.name], fields[other.name] = f.offset, other.offset
			}
		}
	}
	if len(fields) == 0 {
		return nil
	}
	return &layout{t.StructName, t.ByteSize, fields}
}

func main() {
	binary, err := io.ReadAll(os.Stdin)
	check(err)
	file, err := elf.NewFile(bytes.NewReader(binary))
	check(err)
	data, err := file.DWARF()
	check(err)
	out := json.NewEncoder(os.Stdout)
	for reader := data.Reader(); ; {
		entry, err := reader.Next()
		check(err)
		if entry == nil {
			return
		}
		name, _ := entry.Val(dwarf.AttrName).(string)
		if entry.Tag != dwarf.TagStructType || !strings.HasPrefix(name, os.Args[1]) {
			continue
		}
		t, err := data.Type(entry.Offset)
		check(err)
		if s, ok := t.(*dwarf.StructType); ok {
			if found := shared(s); found != nil {
				check(out.Encode(found))
			}
		}
	}
}

func check(err error) {
	if err != nil {
		os.Stderr.WriteString(err.Error())
		os.Exit(1)
	}
}
"""


class _Layout(msgspec.Struct):
    struct: Annotated[str, msgspec.Meta(max_length=4096)]
    bytes: int
    fields: dict[str, int]


_DECODER = msgspec.json.Decoder(_Layout)


def shared_lines(bench: Workbench, side: Side, core: int) -> tuple[list[dict[str, object]], str]:
    """Structs with their fields that share 64 bytes, by name; and why there are none to see, empty if known.

    Args:
        bench: The workspace.
        side: Its test binaries, built with symbols.
        core: Logical CPU to run on.

    Raises:
        HarnessError: The reading program does not build.
        Refused: The episode's CPU time is used up.
    """
    program = bench.memo.once("layout program", lambda: _program(bench, core))
    found: dict[str, dict[str, object]] = {}
    for package, binary in side.binaries.items():
        limits = Limits(
            wall_s=_TIMEOUT_S, cpu_s=_TIMEOUT_S, output_bytes=_OUTPUT_BYTES, reserved_bytes=RESERVED_BYTES
        )
        request = static_binary_request(program, binary, limits, core, RUN_ENVIRONMENT)
        result = bench.run(replace(request, argv=("layout", bench.task.module)), core)
        if not result.succeeded:
            said = clean_text(result.stderr) or result.detail
            return [], f"the debugging data of {package} cannot be read ({result.outcome}): {said}"
        for raw in result.stdout.split(b"\n"):
            try:
                one = _DECODER.decode(raw)
            except (msgspec.MsgspecError, UnicodeDecodeError):
                continue
            name = clean_text(one.struct.removeprefix(f"{bench.task.module}/"))[:_LONGEST_NAME]
            fields = {clean_text(name)[:_LONGEST_NAME]: offset for name, offset in one.fields.items()}
            found.setdefault(name, {"struct": name, "bytes": one.bytes, "fields": fields})
    ordered = [found[name] for name in sorted(found)]
    return ordered[:_MOST_STRUCTS], ""


def _program(bench: Workbench, core: int) -> bytes:
    """The reading program, which is ours, built by the jail's Go."""
    source = {"go.mod": f"module {_MODULE}\n\ngo 1.24\n", "main.go": _PROGRAM}
    tree = Tree({path: File(text.encode()) for path, text in source.items()})
    wanted = ModuleBuild(module=_MODULE, programs=(".",))
    result = bench.run(wanted.request(tree.to_tar(), build_limits(BUILD_TIMEOUT_S)), core)
    try:
        return wanted.binaries(result.artifact or b"").programs["."]
    except (BadArchiveError, KeyError):
        said = clean_text(result.stderr)
        raise HarnessError(f"the program that reads layouts does not build: {said}") from None
