"""Pretty-printers for gdb: names, states and bytes instead of addresses and numbers.

Loaded by the tours in this folder; by itself with `source tests/debugger/chatlab_gdb.py`.
`p ready_`, `p to_call_`, `p *this`, `p handler`; `p/r` shows the raw fields.
"""
import gdb

SHOWN_BYTES = 60


def text_of(string):
    """A std::string as a C string literal, cut after SHOWN_BYTES bytes."""
    size = int(string['_M_string_length'])
    return quoted(string['_M_dataplus']['_M_p'], size)


def quoted(pointer, size):
    if size == 0:
        return '""'
    shown = min(size, SHOWN_BYTES)
    data = bytes(gdb.selected_inferior().read_memory(int(pointer), shown))
    text = ''.join(chr(b) if 32 <= b < 127 and chr(b) not in '"\\' else escape(b) for b in data)
    return '"' + text + '"' + ('...' if size > shown else '')


def escape(byte):
    known = {10: '\\n', 13: '\\r', 9: '\\t', 34: '\\"', 92: '\\\\'}
    return known.get(byte, '\\%03o' % byte)


def plain(string):
    return text_of(string)[1:-1]


def word(enumerator):
    """`chatlab::Connection::Input::open` is `open`."""
    return str(enumerator).split('::')[-1]


def items(vector):
    start, end = vector['_M_impl']['_M_start'], vector['_M_impl']['_M_finish']
    return [start[i] for i in range(int(end - start))]


def find_field(value, name):
    """The field of a class or of one of its bases; None if there is none."""
    for field in value.type.fields():
        if field.name == name and not field.is_base_class:
            return value[field]
    for field in value.type.fields():
        found = find_field(value[field], name) if field.is_base_class else None
        if found is not None:
            return found
    return None


def most_derived(value):
    """The whole object of which `value` is a base."""
    try:
        return value.address.cast(value.dynamic_type.pointer()).dereference() \
            if value.dynamic_type == value.type else value.cast(value.dynamic_type)
    except gdb.error:
        return value


# ------------------------------------------------------------------------------------------ handlers

def interest(value):
    wanted = find_field(value, 'registration_')['interest']
    names = [name for name in ('read', 'write') if wanted[name]]
    return 'wants ' + (' and '.join(names) if names else 'nothing')


def handle(value):
    socket = find_field(value, 'socket_')
    if socket is not None:
        number = int(find_field(socket, 'handle_'))
        return 'fd %d' % number if number >= 0 else 'closed'
    return None


def class_name(value):
    return str(value.type.strip_typedefs()).replace('chatlab::', '')


def name_of(value):
    """`Ann at 127.0.0.1:51514`, `address` of a newcomer, else the class."""
    address = find_field(value, 'address_')
    if address is None or address.type.name not in ('std::string', 'std::__cxx11::string'):
        return class_name(value)
    name = find_field(value, 'name_')
    who = plain(name) if name is not None else ''
    return (who + ' at ' if who else '') + plain(address)


def connection_state(value):
    unsent = find_field(value, 'output_buffer_')
    return 'input %s, output %s, %d bytes unsent' % (
        word(find_field(value, 'input_')), word(find_field(value, 'output_')),
        unsent_bytes(unsent['own_']) + borrowed_bytes(unsent))


def summary(value):
    """One line about a handler, member or connection."""
    value = most_derived(value)
    parts = [name_of(value)]
    if find_field(value, 'output_buffer_') is not None:
        parts.append(connection_state(value))
    attention = find_field(value, 'attention_')
    if attention is not None:
        parts.append(word(attention))
    if find_field(value, 'in_room_') is not None:
        parts.append('in the room' if find_field(value, 'in_room_') else 'not in the room')
    if find_field(value, 'registration_') is not None:
        parts.insert(1, interest(value))
    fd = handle(value)
    return (fd + ' ' if fd else '') + '; '.join(parts)


class Handler:
    """Of EventHandler and Member, and all that is derived from them."""

    def __init__(self, value):
        self.value = value

    def to_string(self):
        return '{' + summary(self.value) + '}'


class HandlerPointer:
    def __init__(self, value):
        self.value = value

    def to_string(self):
        if int(self.value) == 0:
            return 'removed'
        return '0x%x {%s}' % (int(self.value), summary(self.value.dereference()))


# ----------------------------------------------------------------------------------- what is waited for

def reactor_of(frame):
    """The Reactor in whose function, or below it, the program is; None if there is none."""
    while frame is not None and frame.is_valid():
        try:
            this = frame.read_var('this')
            if this.type.target().unqualified().name == 'chatlab::Reactor':
                return this.dereference()
        except (ValueError, gdb.error, RuntimeError):
            pass
        frame = frame.older()
    return None


def owner(slot):
    """The name of the handler in this slot, after a colon; empty outside of the reactor's functions."""
    reactor = reactor_of(gdb.selected_frame())
    handlers = items(reactor['handlers_']) if reactor is not None else []
    if slot >= len(handlers):
        return ''
    return ': ' + name_of(most_derived(handlers[slot].dereference()))


class Ready:
    """A handle that the last wait found ready, with its handler's name."""

    def __init__(self, value):
        self.value = value

    def to_string(self):
        found = [name for name in ('readable', 'writable') if self.value[name]]
        return 'fd %d %s%s' % (
            int(self.value['handle']), ' and '.join(found), owner(int(self.value['slot'])))


class Reactor:
    def __init__(self, value):
        self.value = value

    def to_string(self):
        return '{Reactor: %d handlers, %d ready in turn %d}' % (
            len(items(self.value['handlers_'])), len(items(self.value['ready_'])),
            int(self.value['statistics_']['turns']) + 1)


class PollDemultiplexer:
    def __init__(self, value):
        self.value = value

    def to_string(self):
        return 'poll, %d handles' % len(items(self.value['entries_']))

    def children(self):
        for slot, entry in enumerate(items(self.value['entries_'])):
            number, events, found = (int(entry[f]) for f in ('fd', 'events', 'revents'))
            text = 'fd %d wants %s' % (number if number >= 0 else ~number, poll_events(events))
            if found != 0:
                text += ', found ' + poll_events(found)
            yield '[%d]' % slot, text + owner(slot)

    def display_hint(self):
        return 'array'


def poll_events(bits):
    names = [('POLLIN', 1), ('POLLOUT', 4), ('POLLERR', 8), ('POLLHUP', 16), ('POLLNVAL', 32)]
    return '|'.join(name for name, bit in names if bits & bit) or 'nothing'


class SelectDemultiplexer:
    def __init__(self, value):
        self.value = value

    def to_string(self):
        return 'select, %d handles' % len(items(self.value['descriptors_']))

    def children(self):
        for slot, descriptor in enumerate(items(self.value['descriptors_'])):
            wanted = [name for name in ('read', 'write')
                      if is_in(self.value['want_%s_' % name], int(descriptor))]
            text = 'fd %d wants %s' % (descriptor, ' and '.join(wanted) or 'nothing')
            yield '[%d]' % slot, text + owner(slot)

    def display_hint(self):
        return 'array'


def is_in(fd_set, descriptor):
    bits = fd_set[fd_set.type.fields()[0]]
    width = bits.type.target().sizeof * 8
    return (int(bits[descriptor // width]) >> (descriptor % width)) & 1


# ------------------------------------------------------------------------------------------- the rest

def borrowed_bytes(buffer):
    return int(buffer['borrowed_']['end']) - int(buffer['borrowed_']['begin'])


def unsent_bytes(buffer):
    return int(buffer['bytes_']['_M_string_length']) - int(buffer['consumed_'])


class OutputBuffer:
    def __init__(self, value):
        self.value = value

    def to_string(self):
        size, consumed = unsent_bytes(self.value), int(self.value['consumed_'])
        start = self.value['bytes_']['_M_dataplus']['_M_p'] + consumed
        return '%d bytes: %s' % (size, quoted(start, size))


class BorrowingBuffer:
    def __init__(self, value):
        self.value = value

    def to_string(self):
        own = OutputBuffer(self.value['own_']).to_string()
        lender = self.value['lender_']
        if int(lender) == 0:
            return own
        size = borrowed_bytes(self.value)
        start = lender['bytes_']['_M_dataplus']['_M_p'] + int(self.value['borrowed_']['begin'])
        shared = '%d bytes (shared): %s' % (size, quoted(start, size))
        return shared if unsent_bytes(self.value['own_']) == 0 else own + ', then ' + shared


class Timer:
    def __init__(self, value):
        self.value = value

    def to_string(self):
        return 'running' if int(self.value['serial_']) != 0 else 'not running'


class Event:
    def __init__(self, value):
        self.value = value

    def to_string(self):
        text = ' ' + text_of(self.value['text']) if word(self.value['kind']) == 'said' else ''
        return 'event %d: %s %s%s' % (
            int(self.value['number']), plain(self.value['name']), word(self.value['kind']), text)


PRINTERS = {
    'chatlab::Reactor': Reactor,
    'chatlab::Ready': Ready,
    'chatlab::PollDemultiplexer': PollDemultiplexer,
    'chatlab::SelectDemultiplexer': SelectDemultiplexer,
    'chatlab::OutputBuffer': OutputBuffer,
    'chatlab::BorrowingBuffer': BorrowingBuffer,
    'chatlab::Timer': Timer,
    'chatlab::Event': Event,
}
HANDLERS = ('chatlab::EventHandler', 'chatlab::Member')


def has_base(type_, names):
    if type_.name in names:
        return True
    return type_.code == gdb.TYPE_CODE_STRUCT and any(
        has_base(field.type, names) for field in type_.fields() if field.is_base_class)


def find_printer(value):
    kind = value.type.strip_typedefs().unqualified()
    if kind.code == gdb.TYPE_CODE_PTR:
        target = kind.target().strip_typedefs().unqualified()
        is_handler = target.code == gdb.TYPE_CODE_STRUCT and has_base(target, HANDLERS)
        return HandlerPointer(value) if is_handler else None
    if kind.code == gdb.TYPE_CODE_REF:
        return find_printer(value.referenced_value())
    if kind.code != gdb.TYPE_CODE_STRUCT:
        return None
    if kind.name == 'chatlab::Demultiplexer':
        whole = most_derived(value)
        return PRINTERS[whole.type.name](whole) if whole.type.name in PRINTERS else None
    if kind.name in PRINTERS:
        return PRINTERS[kind.name](value)
    return Handler(value) if has_base(kind, HANDLERS) else None


find_printer.name = 'chatlab'
find_printer.enabled = True
gdb.pretty_printers.insert(0, find_printer)
