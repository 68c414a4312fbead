"""Words that carry no subject matter: function words, and what questions are made of."""

_FUNCTION = """
ad af aldrig alene alle allerede alligevel alt altid altså anden andet andre at bag begge bl.a
blandt blev blevet blive bliver bl a både ca da de dem den denne dens der deraf derefter deres
derfor derfra deri dermed derpå derudover derved desuden det dets dette dig din dine disse dit dog
du efter ej eks eller ellers en end endda endnu endvidere engang ens er et fik flere fleste for
fordi foruden fra fx få får fås fået først før gennem gøre gjorde gør ham han hans har havde have
haft heller hen hende hendes henover her herefter herfra heri hermed herunder hos hun hvad hvem
hver hverken hvert hvilke hvilken hvilket hvis hvor hvordan hvorefter hvoraf hvorfor hvorfra
hvorhen hvornår hvori hvormed hvorvidt i ift if ifm igen igennem ikke imellem imens imod ind inde
inden indtil ingen intet især jeg jer jeres jf jo kan kun kunne langs lige ligesom lidt må måtte
man mange med meget mellem men mens mere mest mig min mindst mine mit mod mv m.v m.fl mfl nej
nogen noget nogle nok nu nå når nær næsten og også okay om omkring op os over overfor pga på pr
samme samt se selv selvom ses siden sig sin sine sit sidste skal skulle snart som stadig således
så sådan sådanne thi til tillige tit trods ud uden udover under undtagen var ved vedr vel vi via
vil ville være været vor vore vores ja jamen kommer kom øvrig øvrige enten ene eneste egen eget
egne forrige forskellige imidlertid ofte blot bare hele helt dvs pågældende henholdsvis respektive
hhv
"""
_QUESTION = """
fortæl fortælle fortæller forklar forklare forklarer beskriv beskrive beskriver beskrives nævn
nævne nævner nævnes nævnt står stå stod stået sig sige siger siges sagde sagt oplys oplyse oplyser
vis vise list opremse opsummer ifølge dokument dokumenter dokumentet dokumenterne teksten tekst
kilde kilder kilderne materialet svar svare spørgsmål spørge spørger gerne venligst tak hej vide
ved kender kende mener findes find finde finder gælder handler drejer angående vedrørende
hvorledes mon egentlig overhovedet eventuelt slags
"""
_ENGLISH = """
a about after all also an and any are as at be been before but by can could did do does for from
had has have he her his how if in into is it its may might more most much many my no not of on or
our she should so some such than that the their them then there these they this those to was we
were what when where which who whom whose why will with would you your
"""

STOP_WORDS = frozenset(_FUNCTION.split()) | frozenset(_ENGLISH.split())
QUESTION_WORDS = frozenset(_QUESTION.split())
