# CrmCluster->new('name'): a PostgreSQL::Test::Cluster that runs, with crm_ext created in the
# database postgres. Options: extension => 0 leaves it uncreated, conf => 'setting = value'.
package CrmCluster;
use strict;
use warnings;
use PostgreSQL::Test::Cluster;
use PostgreSQL::Test::Utils;

sub new
{
	my ($class, $name, %option) = @_;
	my $node = PostgreSQL::Test::Cluster->new($name);
	$node->init(extra => [ '--encoding=UTF8', '--locale=' . utf8_locale() ]);
	# Where the extension is not installed, the caller says where its build is.
	$node->append_conf('postgresql.conf', slurp_file($ENV{CRM_CONF})) if $ENV{CRM_CONF};
	$node->append_conf('postgresql.conf', $option{conf}) if $option{conf};
	$node->start;
	$node->safe_psql('postgres', 'CREATE EXTENSION crm_ext') if $option{extension} // 1;
	return $node;
}

# Not every libc has C.UTF-8.
sub utf8_locale
{
	my @all = `locale -a 2>/dev/null`;
	return (grep { /^C\.UTF-?8$/i } @all) ? 'C.UTF-8' : 'C';
}

1;
