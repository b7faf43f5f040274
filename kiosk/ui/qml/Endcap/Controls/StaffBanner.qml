pragma ComponentBehavior: Bound
import QtQuick
import Endcap.Theme
import Endcap.Primitives

// Something to know at once, across the page.
Rectangle {
    id: banner

    required property string text
    required property string tone

    visible: text !== ""
    implicitHeight: Math.max(Theme.touchMinimum, words.implicitHeight + 2 * Theme.space3)
    radius: Theme.radius
    color: Theme.toneSoft(tone)
    border.color: Theme.tone(tone)
    border.width: Theme.hair

    Icon {
        id: mark
        anchors.verticalCenter: parent.verticalCenter
        x: Theme.space3
        text: banner.tone === "bad" ? Icons.alert : banner.tone === "good" ? Icons.confirmed : banner.tone === "quiet" ? Icons.info : Icons.warning
        color: Theme.tone(banner.tone)
    }
    Label {
        id: words
        anchors.verticalCenter: parent.verticalCenter
        x: mark.x + mark.width + Theme.space2
        width: parent.width - x - Theme.space3
        text: banner.text
        color: Theme.tone(banner.tone)
        font.bold: true
        lineHeight: Theme.lineTight
    }
}
