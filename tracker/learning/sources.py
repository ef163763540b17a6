"""What the pages to read rest on, and how a page numbers what it cites."""

from collections.abc import Iterator
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Source:
    """`read`: its abstract or an excerpt was read for these pages; otherwise it is cited from general knowledge."""

    citation: str
    read: bool = True


@dataclass(slots=True)
class Citations:
    """The sources of one page, numbered in the order in which its text first names them."""

    keys: list[str] = field(default_factory=list)

    def number(self, key: str) -> int:
        """Raises KeyError for a source that there is not."""
        if key not in self.keys:
            SOURCES[key]
            self.keys.append(key)
        return self.keys.index(key) + 1

    def __iter__(self) -> Iterator[Source]:
        return (SOURCES[key] for key in self.keys)


SOURCES = {
    "AAFP10": Source("Eubanks. Am Fam Physician 2010;81:33-40."),
    "ADEL15": Source(
        "Adelmanesh and others. Buttock points and irritated nerve roots. Am J Phys Med Rehabil 2015;94:784-91."
    ),
    "BARTSCH21": Source(
        "Bartsch and others. Expert consensus on the contraindications and cautions of foam rolling. "
        "J Clin Med 2021;10:5360."
    ),
    "BEAR16": Source("Dehydration and pain to cold. Psychophysiology 2016;53:605-10."),
    "BMC23": Source("Clustering of examination findings. BMC Musculoskelet Disord 2023, s12891-023-06129-y."),
    "BMR22": Source("Ischaemic compression for the neck, review. J Back Musculoskelet Rehabil, bmr220045."),
    "BRADY14": Source("Harms of dry needling. J Man Manip Ther 2014;22:134-40."),
    "BROD08": Source("Recalled and momentary pain. Pain 2008;139:146-57."),
    "CHAN23": Source("Vitamin D in long-lasting myofascial pain. BMC Nutr 2023, s40795-023-00792-z."),
    "CHEN21": Source("Massage gun, one report. Phys Ther 2021;101:pzaa199."),
    "COCHM24": Source("Massage for neck pain. Cochrane review CD004871.pub5."),
    "DELPHI18": Source("Fernández-de-las-Peñas and Dommerholt. Pain Med 2018;19:142-150."),
    "DEVON": Source("Devon referral guidance, cervical spine (NHS)."),
    "DOMM06": Source("Dommerholt, Bron, Franssen. J Man Manip Ther 2006;14:203-21."),
    "DON": Source(
        "Donnelly and others (eds). Travell, Simons & Simons' Myofascial Pain and Dysfunction: The Trigger Point "
        "Manual, 3rd ed. Wolters Kluwer, 2019.",
        read=False,
    ),
    "EDW08": Source("Edwards and others. Sleep and next-day pain. Pain 2008;137:202-7."),
    "FDP06": Source("Trigger points and a stiff joint in the neck, pilot. J Man Manip Ther 2006;14:88-94."),
    "FDP09": Source(
        "Fernández-de-las-Peñas. Interaction between trigger points and joint hypomobility: a clinical "
        "perspective. J Man Manip Ther 2009;17:74-77."
    ),
    "FRENCH06": Source("Heat or cold for low back pain. Cochrane review CD004750.pub2."),
    "GARR20": Source("Magnesium for muscle cramps. Cochrane review CD009402.pub3."),
    "GERBER17": Source("Dry needling, six weeks later. PM R 2017;9:105-12."),
    "GERWIN04": Source(
        "Gerwin, Dommerholt, Shah. An expansion of Simons' integrated hypothesis. Curr Pain Headache Rep "
        "2004;8:468-75 (title and introduction read)."
    ),
    "GERWIN10": Source("Gerwin, in Mense and Gerwin (eds). Muscle Pain, 2010 (contents read)."),
    "GLOS": Source("Shoulder pain guidance, g-care.glos.nhs.uk (NHS)."),
    "GRAY": Source("Standring (ed). Gray's Anatomy, 42nd ed. Elsevier, 2021.", read=False),
    "GUZ20": Source("Guzmán-Pavón and others. Exercise and myofascial pain. Pain Med 2020;21:2986-96."),
    "HANTEN00": Source("Home pressure and stretching. Phys Ther 2000;80:997-1003."),
    "HERN23": Source("Dry needling for neck pain, review. Pain Res Manag 2023:1523834."),
    "HONG": Source(
        "Hong. J Musculoskelet Pain 1994;2(1):29-59; Hong and Simons. Arch Phys Med Rehabil 1998;79:863-72 (key "
        "and satellite trigger points).",
        read=False,
    ),
    "JOHN22": Source("TENS for pain, review. BMJ Open 2022;12:e051073."),
    "KONR22": Source("Foam rolling over weeks and range of movement. Sports Med 2022;52:2523-35."),
    "KOSEK21": Source("Clinical criteria of the IASP for one kind of long-lasting pain. Pain 2021."),
    "LEICS": Source("Neck pain advice, leicspart.nhs.uk (NHS)."),
    "LU22": Source("Ischaemic compression, review. Chiropr Man Therap 2022;30:34."),
    "LUCAS09": Source("Lucas and others. Clin J Pain 2009;25:80-89."),
    "MAHM19": Source(
        "Forward head posture and neck pain, review. Curr Rev Musculoskelet Med 2019;12:562-77."
    ),
    "MCN94": Source("McNulty and others. Psychophysiology 1994;31:313-6."),
    "MPFT": Source("Neck pain advice, mpft.nhs.uk (NHS)."),
    "NAV20": Source("Dry needling for neck pain, review. J Clin Med 2020;9:3300."),
    "NG193": Source(
        "Chronic pain in over 16s. NICE guideline NG193 (rationale page and secondary pages read)."
    ),
    "NG65": Source("Back pain that began before 45. NICE guideline NG65."),
    "NIJS21": Source("Criteria for one kind of long-lasting pain, explained. J Clin Med 2021;10:3203."),
    "QUINT15": Source("Quintner, Bove, Cohen. Rheumatology 2015;54:392-9.", read=False),
    "RACGP": Source("RACGP page on nerve roots of the neck and imaging."),
    "RATH17": Source("Rathbone and others. Clin J Pain 2017;33:715-29."),
    "RUNGE24": Source("Sleep and later pain, review. Pain 2024, 10.1097/j.pain.0000000000003279."),
    "SANTOS23": Source("Sleep and later pain, second review. Rheumatology 2023;62:2951-62."),
    "SARI12": Source(
        "Sari, Akarirmak, Uludag. Points and irritated nerve roots of the neck. Eur J Phys Rehabil Med 2012;48:237-44."
    ),
    "SHAH08": Source(
        "Shah and others. Substances near and far from active trigger points. Arch Phys Med Rehabil 2008;89:16-23.",
        read=False,
    ),
    "SHAR23": Source("Massage device on the neck, one report. Cureus 2023;15:e33394."),
    "SIMONS99": Source(
        "Simons, Travell, Simons. Myofascial Pain and Dysfunction: The Trigger Point Manual, vol 1, 2nd ed. "
        "Williams & Wilkins, 1999.",
        read=False,
    ),
    "SULK22": Source(
        "Sulkowski, Grant, Brodie. Massage gun on the neck, one report. Clin Pract Cases Emerg Med 2022;6:159-61."
    ),
    "TAN20": Source("Dehydration and pain. Massey University thesis, 10179/16493."),
    "TS": Source(
        "Travell and Simons on factors that keep a trigger point alive, through a secondary page "
        "(myofascialtherapy.massagetherapy.com)."
    ),
    "VITD23": Source("Vitamin D and widespread pain, meta-analysis 2023. PMC10095322."),
    "WIEW19": Source("Foam rolling, meta-analysis. Front Physiol 2019;10:376."),
    "WILKE14": Source("Stretching added to acupuncture. Complement Ther Med 2014;22:835-41."),
    "WILKE18": Source("Holding or rolling on a foam roller. PMC6358529."),
    "WILKE20": Source("Foam rolling and range of movement, meta-analysis. Sports Med, s40279-019-01205-7."),
    "WOLFE16": Source("Wolfe and others. Semin Arthritis Rheum 2016;46:319-29."),
    "ZIAE16": Source("Dry needling: soreness, and the change after 48 hours. PMC5106437."),
}
