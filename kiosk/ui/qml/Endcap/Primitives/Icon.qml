import QtQuick
import Endcap.Theme

// One glyph of the icon font, in a square.
Text {
    property int size: Theme.icon

    width: size
    height: size
    font.family: Theme.iconFamily
    font.pixelSize: size
    font.hintingPreference: Font.PreferNoHinting
    color: Theme.ink
    textFormat: Text.PlainText
    horizontalAlignment: Text.AlignHCenter
    verticalAlignment: Text.AlignVCenter
    Accessible.ignored: true
}
