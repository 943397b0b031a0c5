#!/usr/bin/perl
# Reads a mail with MIME::Parser of Perl's MIME-tools, a parser that shares nothing with Python's, and prints what it finds as
# JSON: {"fields": {"Subject": "…"}, "parts": [{"type", "disposition", "name", "text"}]}. read_mail.pl FILE
use strict;
use warnings;
use Encode qw(decode);
use JSON::PP;
use MIME::Parser;

my $parser = MIME::Parser->new;
$parser->output_to_core(1);
$parser->tmp_to_core(1);
my $mail = $parser->parse_open($ARGV[0]);
die $parser->results->msgs if $parser->results->errors || $parser->results->warnings;

sub decoded {
  my ($field) = @_;
  $field =~ s/\s+\z//;
  $field =~ s/\r?\n//g;
  return decode('MIME-Header', $field);
}

my %fields = map { $_ => decoded($mail->head->get($_, 0)) } $mail->head->tags;
my @parts = map {
  my $text = decode('UTF-8', $_->bodyhandle->as_string, Encode::FB_CROAK);
  {type => $_->mime_type, disposition => $_->head->mime_attr('content-disposition'),
   name => $_->head->recommended_filename, method => $_->head->mime_attr('content-type.method'), text => $text}
} grep { $_->bodyhandle } $mail->parts_DFS;
print JSON::PP->new->utf8->canonical->encode({fields => \%fields, parts => \@parts});
