#!/usr/bin/perl
# Finds coroutine statements that g++ 12.2 is known to miscompile. Reads C++ files, prints FILE:LINE: REASON.
# Exit 1 if anything was found. It works on statements, not on lines, and relies on the layout of clang-format:
# the brace of a block has a blank before it, the brace of an initialiser has none (or follows = ( , return).
use strict;
use warnings;

my %opener_of = (')' => '(', ']' => '[', '}' => '{');

# Comments, character and string literals are replaced by blanks (or "") of the same number of lines.
sub without_literals {
  my ($text) = @_;
  my $blank = sub { my $lines = ($_[0] =~ tr/\n//); return "\n" x $lines; };
  $text =~ s{
      (//[^\n]*|/\*.*?\*/)
    | (R"([^()\s\\]{0,16})\(.*?\)\3")
    | ("(?:[^"\\\n]|\\.)*")
    | (?<![0-9A-Fa-f])('(?:[^'\\\n]|\\.)+')
  }{ defined $1 ? ' ' . $blank->($1) : defined $2 ? '""' . $blank->($2) : defined $4 ? "'_'" : '""' }gsex;
  $text =~ s/^[ \t]*#[^\n]*(?:\\\n[^\n]*)*/my $m = $&; "\n" x ($m =~ tr,\n,,)/gme;
  return $text;
}

sub is_block {
  my ($before) = @_;
  return 1 if $before =~ /\A\s*\z/;
  return 0 if $before !~ /\s\z/;
  $before =~ s/\s+\z//;
  return 0 if $before =~ /(?:[(,=\[?&|+\-*\/<]|\b(?:return|co_return|co_yield|co_await|in_place))\z/;
  return 1;
}

# Why a statement must not stand in a coroutine; nothing if it may.
sub reasons {
  my ($statement) = @_;
  my @found;
  my $awaits = () = $statement =~ /\bco_await\b/g;
  return () unless $awaits;
  push @found, 'more than one co_await in a statement' if $awaits > 1;
  if ($statement =~ /\b(if|while|switch|for)\b\s*(?:constexpr\s*)?(\((?:[^()]++|(?2))*\)?)/) {
    my ($keyword, $head) = ($1, $2);
    my $named = $head =~ /^\(\s*(?:auto|[A-Za-z_:]+(?:<[^;]*>)?)[\s&\w]*=\s*co_await[^;]*;/;
    my $range = $keyword eq 'for' && $head !~ /;/;
    push @found, "co_await in the head of '$keyword': await into a named local first"
      if $head =~ /\bco_await\b/ && !$named && !$range;
  }
  push @found, 'throw and co_await in one statement' if $statement =~ /\bthrow\b/;
  push @found, 'conditional operator and co_await in one statement' if $statement =~ /\?/;
  push @found, 'co_await inside a test macro: await into a named local first'
    if $statement =~ /\bBOOST_(?:TEST|CHECK|REQUIRE|WARN)\w*\s*\(.*\bco_await\b/s;
  push @found, 'capturing lambda and co_await in one statement: name the lambda first'
    if $statement =~ /(?:^|[^\w\])\s]\s*|\breturn\s+)\[\s*[^\]\[\s][^\]\[]*\]\s*(?:[({<\x01]|->|\bmutable\b|\bnoexcept\b)/;
  push @found, 'brace list and co_await in one statement: name the value or call its constructor' if $statement =~ /\{/;
  return @found;
}

sub check_file {
  my ($name) = @_;
  open my $in, '<', $name or die "coroutine-lint: cannot read $name: $!\n";
  my $text = do { local $/; <$in> };
  close $in;
  return 0 unless $text =~ /\bco_await\b/;
  $text = without_literals($text);

  my $problems = 0;
  my $line = 1;
  # The innermost open statement is at the end. A block inside a statement (a lambda's body) is a statement list of
  # its own; an initialiser's brace stays part of its statement.
  my @statements = ({text => '', line => 1, open => []});
  my $finish = sub {
    my $s = $statements[-1];
    for my $why (reasons($s->{text})) {
      print "$name:$s->{await_line}: $why\n";
      ++$problems;
    }
    $statements[-1] = {text => '', line => $line, open => []};
  };

  while ($text =~ /\G(\n|co_await\b|\w+|\s+?|.)/gs) {
    my $token = $1;
    my $s = $statements[-1];
    $s->{await_line} //= $line if $token eq 'co_await';
    if ($token eq '{' && is_block($s->{text})) {
      push @statements, {text => '', line => $line, open => []};
      next;
    }
    if ($token eq '}' && !@{$s->{open}}) {
      $finish->();
      pop @statements if @statements > 1;
      my $outer = $statements[-1];
      # A block outside parentheses ends its statement (if, for, function); inside them it is a lambda's body.
      if (@{$outer->{open}}) { $outer->{text} .= "\x01"; }
      elsif ($outer->{text} =~ /[=]\s*\[|\breturn\s*\[/) { $outer->{text} .= "\x01"; }
      else { $finish->(); }
      next;
    }
    if ($token =~ /^[(\[{]$/) { push @{$s->{open}}, $token; }
    if ($token =~ /^[)\]}]$/ && @{$s->{open}} && $s->{open}[-1] eq $opener_of{$token}) { pop @{$s->{open}}; }
    if ($token eq ';' && !@{$s->{open}}) { $finish->(); next; }
    ++$line if $token eq "\n";
    $s->{text} .= $token eq "\n" ? ' ' : $token;
  }
  return $problems;
}

my $total = 0;
$total += check_file($_) for @ARGV;
exit($total ? 1 : 0);
