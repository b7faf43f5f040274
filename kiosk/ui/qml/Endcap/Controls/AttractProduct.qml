pragma ComponentBehavior: Bound
import QtQuick
import Endcap.Theme
import Endcap.Primitives

// One promoted product of the invitation, large, drifting a little while it is its turn.
Tap {
    id: product

    required property int index
    required property string productId
    required property string name
    required property string size
    required property string price
    required property string was
    required property string offer
    required property string until
    required property url picture
    required property int tint
    required property bool turn

    text: name
    padding: 0
    enabled: turn
    visible: opacity > 0
    opacity: turn ? 1 : 0

    Behavior on opacity {
        NumberAnimation { duration: Theme.slow; easing.type: Easing.InOutQuad }
    }

    contentItem: Item {
        Image {
            id: image
            readonly property real side: Math.round(Math.min(parent.width * 0.62, parent.height - words.height - Theme.attractHead - Theme.space12))

            property real drift: 0

            anchors.horizontalCenter: parent.horizontalCenter
            y: Theme.attractHead + Math.round(drift) // whole pixels: a frame in which nothing moved is not painted
            width: side
            height: side
            source: product.picture
            sourceSize: Qt.size(side, side)
            fillMode: Image.PreserveAspectFit
            asynchronous: true

            SequentialAnimation on drift {
                running: product.turn && product.visible && Theme.moving
                loops: Animation.Infinite
                NumberAnimation { to: Theme.space2; duration: Theme.driftPeriod / 2; easing.type: Easing.InOutSine }
                NumberAnimation { to: 0; duration: Theme.driftPeriod / 2; easing.type: Easing.InOutSine }
            }
        }
        Column {
            id: words
            x: Theme.margin
            width: parent.width - 2 * Theme.margin
            y: parent.height - height - Theme.space6
            spacing: Theme.space2

            Label {
                width: parent.width
                horizontalAlignment: Text.AlignHCenter
                text: product.name
                color: Theme.tintInk(product.tint)
                font.pixelSize: Theme.textHeading
                font.bold: true
                lineHeight: Theme.lineTight
                maximumLineCount: 2
            }
            Label {
                width: parent.width
                visible: text !== ""
                horizontalAlignment: Text.AlignHCenter
                text: product.size
                color: Theme.tintInk(product.tint)
                lineHeight: Theme.lineTight
            }
            Row {
                anchors.horizontalCenter: parent.horizontalCenter
                spacing: Theme.space3

                Label {
                    text: product.price
                    color: Theme.tintInk(product.tint)
                    font.pixelSize: Theme.textHeadline
                    font.bold: true
                    lineHeight: 1
                }
                Chip {
                    anchors.verticalCenter: parent.verticalCenter
                    text: product.offer
                    glyph: Icons.offer
                    color: Theme.offer
                    words: Theme.overOffer
                }
            }
        }
    }
}
