//! The packages of an image: its operating system's and its software's.
//!
//! Names are real so that lists look right; versions and everything about their safety are the sandbox's own.

use super::os::{Os, PackageFormat};
use super::software::by_key;
use crate::identity::number;

/// An installed package.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Package {
    pub name: String,
    pub version: String,
    /// `None` for software installed from its vendor, which has no distribution's release.
    pub release: Option<String>,
}

impl Package {
    /// The form of the version in SSM Inventory: with the release for deb packages, without for rpm
    /// (AWS CLI example list-image-packages shows rpm packages so).
    pub(crate) fn inventory_version(&self, os: Os) -> String {
        match (&self.release, os.format()) {
            (Some(release), PackageFormat::Deb) => format!("{}-{release}", self.version),
            _ => self.version.clone(),
        }
    }
}

/// Every package of an image, once, by name.
pub(crate) fn packages(os: Os, software: &[String]) -> Vec<Package> {
    let sources = SOURCES.iter().flat_map(|source| source.packages(os));
    let plain = plain_names(os).map(|name| Package {
        name: name.to_owned(),
        version: format!(
            "{}.{}.{}",
            number(&["major", name]) % 9,
            number(&["minor", name]) % 40,
            number(&["patch", name]) % 12
        ),
        release: Some(release(os, name)),
    });
    let added = software
        .iter()
        .filter_map(|key| by_key(key))
        .flat_map(|software| software.packages)
        .map(|(name, version)| Package {
            name: (*name).to_owned(),
            version: (*version).to_owned(),
            release: None,
        });
    let mut packages: Vec<Package> = sources.chain(plain).chain(added).collect();
    packages.sort_by(|one, other| one.name.cmp(&other.name));
    packages.dedup_by(|one, other| one.name == other.name);
    packages
}

/// A source package of the operating system that has findings.
pub(crate) struct Source {
    pub name: &'static str,
    deb: &'static [&'static str],
    rpm: &'static [&'static str],
    version: &'static str,
    old_version: &'static str,
    /// Findings on Ubuntu 22.04.
    pub findings: u64,
    /// Whether the worst of them is critical.
    pub critical: bool,
}

impl Source {
    /// The packages built from this source on a system.
    pub(crate) fn packages(&self, os: Os) -> impl Iterator<Item = Package> + use<> {
        let names = match os.format() {
            PackageFormat::Deb => self.deb,
            PackageFormat::Rpm => self.rpm,
        };
        let old = matches!(os, Os::Ubuntu1804 | Os::CentOs7 | Os::AmazonLinux2);
        let version = if old { self.old_version } else { self.version };
        let release = release(os, self.name);
        names.iter().map(move |name| Package {
            name: (*name).to_owned(),
            version: version.to_owned(),
            release: Some(release.clone()),
        })
    }
}

/// The release of an installed package; fixed versions count up from it.
fn release(os: Os, name: &str) -> String {
    format!(
        "{}.{}",
        os.release_mark(),
        number(&["release", os.display(), name]) % 15 + 1
    )
}

fn plain_names(os: Os) -> impl Iterator<Item = &'static str> {
    let own = match os.format() {
        PackageFormat::Deb => DEB_NAMES,
        PackageFormat::Rpm => RPM_NAMES,
    };
    COMMON_NAMES.split_whitespace().chain(own.split_whitespace())
}

const fn source(
    name: &'static str,
    deb: &'static [&'static str],
    rpm: &'static [&'static str],
    (version, old_version): (&'static str, &'static str),
    findings: u64,
    critical: bool,
) -> Source {
    Source {
        name,
        deb,
        rpm,
        version,
        old_version,
        findings,
        critical,
    }
}

pub(crate) const SOURCES: &[Source] = &[
    source(
        "linux",
        &["linux-image-aws", "linux-headers-aws", "linux-modules-aws"],
        &["kernel", "kernel-headers"],
        ("5.15.0", "4.15.0"),
        24,
        true,
    ),
    source(
        "openssl",
        &["openssl", "libssl3"],
        &["openssl", "openssl-libs"],
        ("3.0.2", "1.1.1"),
        6,
        true,
    ),
    source(
        "glibc",
        &["libc6", "libc-bin", "locales"],
        &["glibc", "glibc-common"],
        ("2.35", "2.27"),
        5,
        false,
    ),
    source("sudo", &["sudo"], &["sudo"], ("1.9.9", "1.8.21"), 2, true),
    source(
        "curl",
        &["curl", "libcurl4", "libcurl3-gnutls"],
        &["curl", "libcurl"],
        ("7.81.0", "7.58.0"),
        6,
        true,
    ),
    source(
        "vim",
        &["vim", "vim-tiny", "vim-common", "vim-runtime"],
        &["vim-minimal", "vim-enhanced"],
        ("8.2.3995", "8.0.1453"),
        14,
        false,
    ),
    source(
        "systemd",
        &["systemd", "libsystemd0", "udev"],
        &["systemd", "systemd-libs"],
        ("249.11", "237"),
        4,
        false,
    ),
    source(
        "openssh",
        &["openssh-server", "openssh-client"],
        &["openssh", "openssh-server", "openssh-clients"],
        ("8.9p1", "7.6p1"),
        4,
        false,
    ),
    source(
        "python3",
        &["python3.10", "libpython3.10-minimal"],
        &["python3", "python3-libs"],
        ("3.10.6", "3.6.9"),
        5,
        false,
    ),
    source(
        "perl",
        &["perl", "perl-base"],
        &["perl", "perl-libs"],
        ("5.34.0", "5.26.1"),
        3,
        false,
    ),
    source("expat", &["libexpat1"], &["expat"], ("2.4.7", "2.2.5"), 4, true),
    source("libxml2", &["libxml2"], &["libxml2"], ("2.9.13", "2.9.4"), 4, false),
    source("gnutls", &["libgnutls30"], &["gnutls"], ("3.7.3", "3.5.18"), 3, false),
    source(
        "krb5",
        &["libkrb5-3", "libgssapi-krb5-2"],
        &["krb5-libs"],
        ("1.19.2", "1.16"),
        3,
        false,
    ),
    source(
        "bind9",
        &["bind9-host", "bind9-dnsutils", "bind9-libs"],
        &["bind-libs", "bind-utils"],
        ("9.18.1", "9.11.3"),
        3,
        false,
    ),
    source("sqlite", &["libsqlite3-0"], &["sqlite"], ("3.37.2", "3.22.0"), 2, false),
    source("zlib", &["zlib1g"], &["zlib"], ("1.2.11", "1.2.11"), 2, false),
    source(
        "ncurses",
        &["libncurses6", "ncurses-bin"],
        &["ncurses", "ncurses-libs"],
        ("6.3", "6.1"),
        2,
        false,
    ),
    source("tar", &["tar"], &["tar"], ("1.34", "1.29"), 1, false),
    source("gzip", &["gzip"], &["gzip"], ("1.10", "1.6"), 1, false),
    source("bash", &["bash"], &["bash"], ("5.1", "4.4.18"), 1, false),
    source("coreutils", &["coreutils"], &["coreutils"], ("8.32", "8.28"), 1, false),
    source(
        "pam",
        &["libpam0g", "libpam-modules"],
        &["pam"],
        ("1.4.0", "1.1.8"),
        2,
        false,
    ),
    source(
        "dbus",
        &["dbus", "libdbus-1-3"],
        &["dbus", "dbus-libs"],
        ("1.12.20", "1.12.2"),
        1,
        false,
    ),
    source("less", &["less"], &["less"], ("590", "487"), 1, false),
    source("rsync", &["rsync"], &["rsync"], ("3.2.3", "3.1.2"), 2, false),
    source(
        "cloud-init",
        &["cloud-init"],
        &["cloud-init"],
        ("23.1.1", "19.3"),
        1,
        false,
    ),
    source(
        "libarchive",
        &["libarchive13"],
        &["libarchive"],
        ("3.6.0", "3.2.2"),
        2,
        false,
    ),
    source("wget", &["wget"], &["wget"], ("1.21.2", "1.19.4"), 2, false),
    source("tcpdump", &["tcpdump"], &["tcpdump"], ("4.99.1", "4.9.3"), 1, false),
    source("pcre", &["libpcre3"], &["pcre"], ("8.39", "8.39"), 1, false),
    source(
        "nghttp2",
        &["libnghttp2-14"],
        &["libnghttp2"],
        ("1.43.0", "1.30.0"),
        1,
        false,
    ),
    source(
        "gnupg2",
        &["gpg", "gpgv", "gnupg"],
        &["gnupg2"],
        ("2.2.27", "2.2.4"),
        2,
        false,
    ),
    source(
        "binutils",
        &["binutils-common", "libbinutils"],
        &["binutils"],
        ("2.38", "2.30"),
        3,
        false,
    ),
];

const COMMON_NAMES: &str = "acl attr at bc bzip2 cpio cronie dmidecode dosfstools e2fsprogs ed ethtool file findutils \
    gawk gdisk grep groff-base hostname iproute2 iptables iputils-tracepath kbd keyutils kmod libidn2 libseccomp \
    logrotate lshw lsof lvm2 man-db mdadm mtr nano net-tools numactl parted patch pciutils pinentry popt procps \
    psmisc rsyslog screen sed shared-mime-info strace sysstat tcsh time tmux traceroute tree tzdata unzip usbutils \
    util-linux which xfsprogs xz zip zstd";

const DEB_NAMES: &str = "adduser apparmor apport apt apt-utils base-files base-passwd bash-completion bolt \
    bsdmainutils bsdutils btrfs-progs busybox-initramfs byobu ca-certificates cloud-guest-utils \
    cloud-initramfs-copymods command-not-found console-setup cron cryptsetup dash dbus-user-session dconf-gsettings \
    debconf debianutils diffutils dirmngr distro-info-data dmsetup dpkg eatmydata eject fdisk finalrd fonts-ubuntu \
    friendly-recovery ftp fuse3 fwupd gettext-base gir1.2-glib-2.0 gir1.2-packagekitglib-1.0 glib-networking \
    grub-common grub-efi-amd64-bin grub-pc-bin hdparm hibagent htop info init init-system-helpers \
    initramfs-tools initramfs-tools-core install-info iso-codes isc-dhcp-client kpartx krb5-locales \
    landscape-common language-selector-common libacl1 libaio1 libapparmor1 libappstream4 libapt-pkg6.0 \
    libargon2-1 libassuan0 libatasmart4 libattr1 libaudit-common libaudit1 libblkid1 libblockdev2 libbpf0 libbrotli1 \
    libbsd0 libbz2-1.0 libcap-ng0 libcap2 libcbor0.8 libcom-err2 libcrypt1 libcryptsetup12 libdb5.3 libdebconfclient0 \
    libdevmapper1.02.1 libdrm2 libedit2 libefiboot1 libefivar1 libelf1 libestr0 libevent-core-2.1-7 libext2fs2 \
    libfastjson4 libfdisk1 libffi8 libfido2-1 libfreetype6 libfribidi0 libfuse3-3 libgcc-s1 libgcrypt20 libgdbm6 \
    libgirepository-1.0-1 libglib2.0-0 libgmp10 libgpg-error0 libgpgme11 libgpm2 libgstreamer1.0-0 libgudev-1.0-0 \
    libhogweed6 libicu70 libinih1 libip4tc2 libisns0 libjansson4 libjcat1 libjson-c5 libjson-glib-1.0-0 libk5crypto3 \
    libkeyutils1 libklibc libkmod2 libksba8 libldap-2.5-0 liblmdb0 liblockfile1 liblz4-1 liblzma5 liblzo2-2 \
    libmagic1 libmaxminddb0 libmbim-glib4 libmd0 libmnl0 libmodule-find-perl libmount1 libmpdec3 libmspack0 \
    libnetfilter-conntrack3 libnetplan0 libnettle8 libnewt0.52 libnfnetlink0 libnftables1 libnftnl11 libnl-3-200 \
    libnpth0 libnss-systemd libnuma1 libp11-kit0 libpackagekit-glib2-18 libparted2 libpcap0.8 libpci3 libpcre2-8-0 \
    libplist3 libplymouth5 libpng16-16 libpolkit-agent-1-0 libpopt0 libprocps8 libproxy1v5 libpsl5 libreadline8 \
    librtmp1 libsasl2-2 libselinux1 libsemanage2 libsepol2 libsgutils2-2 libsigsegv2 libslang2 libsmartcols1 \
    libstemmer0d libstdc++6 libtasn1-6 libtinfo6 libtirpc3 libudisks2-0 libunistring2 liburcu8 libusb-1.0-0 \
    libutempter0 libuuid1 libuv1 libvolume-key1 libxau6 libxcb1 libxdmcp6 libxext6 libxmlb2 libxmuu1 libxtables12 \
    libxxhash0 libyaml-0-2 libzstd1 lintian login lsb-base lsb-release lz4 manpages mawk media-types mokutil \
    motd-news-config mount multipath-tools needrestart netbase netplan.io networkd-dispatcher nftables open-iscsi \
    open-vm-tools os-prober overlayroot packagekit passwd pastebinit pkexec plymouth policykit-1 pollinate \
    python-apt-common python3-apt python3-attr python3-certifi python3-cffi-backend python3-chardet python3-click \
    python3-cryptography python3-dbus python3-distutils python3-gi python3-idna python3-jinja2 python3-jsonschema \
    python3-jwt python3-netifaces python3-oauthlib python3-requests python3-serial python3-six python3-twisted \
    python3-urllib3 python3-yaml readline-common run-one sbsigntool secureboot-db sensible-utils sg3-utils \
    software-properties-common sosreport ssh-import-id sysvinit-utils thin-provisioning-tools tnftp tpm-udev \
    ubuntu-advantage-tools ubuntu-keyring ubuntu-minimal ubuntu-server ubuntu-standard ucf udisks2 ufw unattended-upgrades \
    update-manager-core update-notifier-common upower usb-modeswitch usrmerge uuid-runtime xauth xdg-user-dirs xkb-data";

const RPM_NAMES: &str = "audit-libs authconfig basesystem biosdevname chkconfig crontabs cryptsetup-libs cyrus-sasl-lib \
    device-mapper device-mapper-libs dhclient dhcp-common dhcp-libs diffutils dracut dracut-config-generic ebtables \
    elfutils-libelf elfutils-libs filesystem firewalld freetype fxload gdbm gettext gettext-libs glib2 gmp gobject-introspection \
    gpgme grub2 grub2-common grub2-pc grub2-tools grubby gssproxy hardlink hwdata info initscripts ipset ipset-libs \
    irqbalance jansson json-c kexec-tools kpartx libacl libaio libassuan libattr libblkid libcap libcap-ng libcgroup \
    libcom_err libcroco libdaemon libdb libdb-utils libdrm libedit libestr libevent libfastjson libffi libgcc libgcrypt \
    libgomp libgpg-error libmnl libmount libndp libnetfilter_conntrack libnfnetlink libnl3 libpciaccess libpipeline \
    libpng libpwquality libselinux libselinux-python libselinux-utils libsemanage libsepol libsmartcols libss libssh2 \
    libstdc++ libsysfs libtasn1 libteam libunistring libuser libutempter libuuid libverto libxslt libyaml linux-firmware \
    lua lzo make microcode_ctl mozjs17 mtools nettle newt newt-python nspr nss nss-pem nss-softokn nss-sysinit nss-tools \
    nss-util openldap os-prober p11-kit p11-kit-trust passwd pkgconfig plymouth policycoreutils policycoreutils-python \
    polkit polkit-pkla-compat postfix pth pygpgme pyliblzma pyparted python-backports python-chardet python-configobj \
    python-decorator python-firewall python-iniparse python-ipaddress python-jinja2 python-jsonpatch python-kitchen \
    python-markupsafe python-perf python-prettytable python-pycurl python-requests python-setuptools python-six \
    python-slip python-urlgrabber python-urllib3 qrencode-libs quota readline rootfiles rpm rpm-build-libs rpm-libs \
    rpm-python selinux-policy selinux-policy-targeted setools-libs setup shadow-utils slang snappy systemd-sysv sysvinit-tools \
    teamd trousers tuned ustr virt-what wpa_supplicant xdg-utils yum-metadata-parser yum-plugin-fastestmirror yum-utils";

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used)]

    use super::*;

    #[test]
    fn every_system_has_a_few_hundred_packages_each_once() {
        for os in Os::ALL {
            let packages = packages(os, &[]);
            assert!((150..600).contains(&packages.len()), "{os:?}: {}", packages.len());
            assert!(packages.windows(2).all(|pair| pair[0].name < pair[1].name), "{os:?}");
        }
    }

    #[test]
    fn an_overlay_has_all_packages_of_its_parent() {
        let golden = packages(Os::Ubuntu2204, &["chrony".to_owned()]);
        let overlay = packages(Os::Ubuntu2204, &["chrony".to_owned(), "openjdk".to_owned()]);
        assert!(golden.iter().all(|package| overlay.contains(package)));
        assert_eq!(overlay.len(), golden.len() + 3);
    }
}
